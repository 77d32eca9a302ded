package io.caisson.server.telemetry;

import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.audit.JsonLines;
import io.caisson.core.audit.Rendering;
import io.caisson.core.audit.TextLines;
import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** What the process tells about itself: one recorder per loop, one writer of audit lines, and the metrics. */
public final class Telemetry implements AutoCloseable {
    private final ExchangeIds exchangeIds;
    private final LineWriter writer;
    private final Recorders recorders = new Recorders(new ArrayList<>());
    private final Metrics metrics;

    private Telemetry(Form form, OutputStream out, int loops, Supplier<Boolean> engineReachable, String version) {
        exchangeIds = form.ids();
        writer = new LineWriter(out, form.rendering(), loops, form.screen() != Screen.NONE);
        List<LoopCounters> counters = new ArrayList<>();
        for (int i = 0; i < loops; i++) {
            LoopCounters own = new LoopCounters();
            counters.add(own);
            recorders
                    .all()
                    .add(new LoopRecorder(
                            own, form.rendering(), form.level(), writer, writer.ring(i), LoopRecorder.WAIT_MAX));
        }
        metrics = new Metrics(counters, writer, engineReachable, version);
    }

    /** A class, because a lambda costs its set-up at the program's start. */
    private record Recorders(List<Recorder> all) implements IntFunction<Recorder> {
        @Override
        public Recorder apply(int loop) {
            return all.get(loop);
        }
    }

    /** How lines look, and which there are. */
    private record Form(ExchangeIds ids, LogLevel level, LogFormat format, Screen screen) {
        /** A rendering for one thread. */
        Rendering rendering() {
            boolean ruleLines = level == LogLevel.DEBUG;
            return switch (format) {
                case JSON -> new JsonLines(ids, ruleLines);
                case TEXT -> new TextLines(ids, screen == Screen.COLOUR, ruleLines);
            };
        }
    }

    /** Starts the writer where nobody waits for the lines; see the other method. */
    public static Telemetry start(
            LogLevel level,
            LogFormat format,
            OutputStream out,
            int loops,
            Supplier<Boolean> engineReachable,
            String version) {
        return start(level, format, Screen.NONE, out, loops, engineReachable, version);
    }

    /**
     * Starts the writer.
     *
     * @param screen who reads the lines
     * @param out where audit lines go: the process's standard output, without a buffer of its own; it may block and
     *     fail
     * @param loops how many recorders there will be
     * @param engineReachable whether the latest attempt to reach the engine succeeded
     * @param version the program's version, for the metrics
     */
    public static Telemetry start(
            LogLevel level,
            LogFormat format,
            Screen screen,
            OutputStream out,
            int loops,
            Supplier<Boolean> engineReachable,
            String version) {
        // The clock differs from one start to the next, and nothing about an id is secret.
        ExchangeIds ids = ExchangeIds.of(System.nanoTime() ^ System.currentTimeMillis() << 20);
        Telemetry telemetry = new Telemetry(new Form(ids, level, format, screen), out, loops, engineReachable, version);
        telemetry.writer.start();
        return telemetry;
    }

    /** One recorder per loop, by the loop's index. */
    public IntFunction<Recorder> recorders() {
        return recorders;
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
    public void close() {
        try {
            writer.close();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
