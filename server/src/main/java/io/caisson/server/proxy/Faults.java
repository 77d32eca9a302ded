package io.caisson.server.proxy;

import org.jspecify.annotations.Nullable;

/**
 * Where the data path says what went wrong inside it. The logger is made at the first fault, not before: setting up the
 * JDK's logging costs tens of milliseconds, and most processes end without a fault.
 */
final class Faults {
    private Faults() {}

    /** Our own code failed. */
    static void bug(String what, Throwable bug) {
        log(System.Logger.Level.ERROR, what, bug);
    }

    /** Something outside failed, and we go on. */
    static void warning(String what) {
        log(System.Logger.Level.WARNING, what, null);
    }

    private static void log(System.Logger.Level level, String what, @Nullable Throwable fault) {
        System.getLogger("caisson").log(level, what, fault);
    }
}
