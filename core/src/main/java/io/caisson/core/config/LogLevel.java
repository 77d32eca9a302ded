package io.caisson.core.config;

import java.util.Locale;
import java.util.Optional;

/**
 * What is logged, in the words of HAProxy and syslog: a level includes all that are more severe, which come after it.
 */
public enum LogLevel {
    /** Everything, and each call as a rule line that can be pasted into a policy. */
    DEBUG,
    /** Every exchange. */
    INFO,
    /** What an operator should see once: start, stop, and what follows. */
    NOTICE,
    /** Denials, and what follows. */
    WARNING,
    /** Faults of the engine's side or of our own. */
    ERR,
    /** What makes the program useless. */
    CRIT,
    ALERT,
    EMERG;

    /** The level with a name, in any case; {@code warn} and {@code error} are understood too. */
    public static Optional<LogLevel> of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "debug" -> Optional.of(DEBUG);
            case "info" -> Optional.of(INFO);
            case "notice" -> Optional.of(NOTICE);
            case "warning", "warn" -> Optional.of(WARNING);
            case "err", "error" -> Optional.of(ERR);
            case "crit" -> Optional.of(CRIT);
            case "alert" -> Optional.of(ALERT);
            case "emerg" -> Optional.of(EMERG);
            default -> Optional.empty();
        };
    }
}
