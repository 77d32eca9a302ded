package io.caisson.server.telemetry;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import java.io.OutputStream;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** What the process tells about itself: one recorder per loop, one writer of audit lines, and the metrics. */
public final class Telemetry implements AutoCloseable {
    private final Metrics metrics = new Metrics();
    private final ExchangeIds exchangeIds;

    private Telemetry(ExchangeIds exchangeIds) {
        this.exchangeIds = exchangeIds;
    }

    /**
     * Starts the writer.
     *
     * @param out where audit lines go: the process's standard output, unbuffered
     * @param loops how many recorders there will be
     * @param engineReachable whether the latest attempt to reach the engine succeeded
     * @param version the program's version, for the metrics
     */
    public static Telemetry start(
            LogLevel level,
            LogFormat format,
            OutputStream out,
            int loops,
            Supplier<Boolean> engineReachable,
            String version) {
        return new Telemetry(ExchangeIds.of(System.nanoTime()));
    }

    /** One recorder per loop, by the loop's index. */
    public IntFunction<Recorder> recorders() {
        return index -> new Recorder() {
            @Override
            public void exchangeEnded(AuditEvent event) {}

            @Override
            public void connections(int delta) {}

            @Override
            public void streams(int delta) {}

            @Override
            public void engine(boolean reachable) {}

            @Override
            public void flush() {}
        };
    }

    public Metrics metrics() {
        return metrics;
    }

    /** How this process prints the ids of its exchanges. */
    public ExchangeIds exchangeIds() {
        return exchangeIds;
    }

    /** Writes what is left, waiting a bounded time for a slow reader. Call it when the loops have ended. */
    @Override
    public void close() {}
}
