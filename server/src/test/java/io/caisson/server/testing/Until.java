package io.caisson.server.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that happens on another thread, at most ten seconds. */
public final class Until {
    private static final long MAX_NANOS = Duration.ofSeconds(10).toNanos();

    private Until() {}

    public static void holds(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + MAX_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within ten seconds: " + what);
            }
            Thread.sleep(10);
        }
    }
}
