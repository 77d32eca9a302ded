package io.caisson.server.telemetry;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** From counters to text, for one scrape. */
final class Exposition {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String NONE = "none";

    private final Metrics metrics;
    private final MetricText text;

    private Exposition(Metrics metrics, boolean openMetrics) {
        this.metrics = metrics;
        this.text = new MetricText(openMetrics);
    }

    static byte[] of(Metrics metrics, boolean openMetrics) {
        Exposition exposition = new Exposition(metrics, openMetrics);
        exposition.requests();
        exposition.shadow();
        exposition.outcomes();
        exposition.durations();
        exposition.traffic();
        exposition.certificates();
        exposition.process();
        return exposition.text.end();
    }

    /** Only what happened: a series for each of hundreds of operations would say nothing. */
    private void requests() {
        text.begin(Metric.REQUESTS);
        List<Operation> operations = Operation.all();
        for (int i = 0; i <= LoopCounters.NO_OPERATION; i++) {
            String operation =
                    i == LoopCounters.NO_OPERATION ? NONE : operations.get(i).id();
            for (int allowed = 0; allowed <= 1; allowed++) {
                long count = metrics.sum(Cells.REQUESTS, 2 * i + allowed);
                if (count > 0) {
                    text.sample(count, "decision", allowed == 1 ? "allow" : "deny", "operation", operation);
                }
            }
        }
    }

    private void shadow() {
        text.begin(Metric.WOULD_DENY);
        List<Operation> operations = Operation.all();
        for (int i = 0; i < LoopCounters.NO_OPERATION; i++) {
            long count = metrics.sum(Cells.WOULD_DENY, i);
            if (count > 0) {
                text.sample(count, "operation", operations.get(i).id());
            }
        }
    }

    private void outcomes() {
        text.begin(Metric.REASONS);
        for (Reason reason : Reason.values()) {
            text.sample(metrics.sum(Cells.REASONS, reason.ordinal()), "reason", reason.code());
        }
        text.begin(Metric.RESPONSES);
        for (int i = 0; i <= 5; i++) {
            text.sample(metrics.sum(Cells.STATUSES, i), "status", i == 0 ? NONE : i + "xx");
        }
    }

    private void durations() {
        text.begin(Metric.CALL_DURATION);
        int width = LoopCounters.CALL_BOUNDS.length + 2;
        for (int i = 0; i <= LoopCounters.NO_ACCESS; i++) {
            String access = i == LoopCounters.NO_ACCESS ? NONE : Access.values()[i].code();
            histogram(Cells.CALL_DURATIONS, i * width, LoopCounters.CALL_BOUNDS, "access", access);
        }
        text.begin(Metric.STREAM_DURATION);
        histogram(Cells.STREAM_DURATIONS, 0, LoopCounters.STREAM_BOUNDS);
    }

    private void histogram(Cells cells, int base, long[] boundNanos, String... labels) {
        double[] bounds = new double[boundNanos.length];
        long[] counts = new long[boundNanos.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = metrics.sum(cells, base + i);
        }
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = (double) boundNanos[i] / NANOS_PER_SECOND;
        }
        text.histogram(bounds, counts, (double) metrics.sum(cells, base + counts.length) / NANOS_PER_SECOND, labels);
    }

    private void traffic() {
        gauge(Metric.CONNECTIONS, single(LoopCounters.CONNECTIONS));
        gauge(Metric.STREAMS, single(LoopCounters.STREAMS));
        text.begin(Metric.BYTES);
        text.sample(single(LoopCounters.UP), "direction", "up");
        text.sample(single(LoopCounters.DOWN), "direction", "down");
        gauge(Metric.ENGINE_UP, metrics.engineReachable() ? 1 : 0);
        text.begin(Metric.NAMED_ENGINE_UP);
        for (Map.Entry<String, Boolean> engine : metrics.engines().entrySet()) {
            text.sample(engine.getValue() ? 1 : 0, "engine", engine.getKey());
        }
        text.begin(Metric.ENGINE_CONNECTS);
        text.sample(single(LoopCounters.ENGINE_REACHED), "result", "ok");
        text.sample(single(LoopCounters.ENGINE_MISSED), "result", "failed");
        text.begin(Metric.POLICY_RELOADS);
        text.sample(metrics.reloads(true), "result", "ok");
        text.sample(metrics.reloads(false), "result", "failed");
        gauge(Metric.POLICY_STALE, metrics.stale() ? 1 : 0);
        text.begin(Metric.AUDIT_DROPPED);
        text.sample(metrics.auditDropped());
    }

    private void certificates() {
        text.begin(Metric.CERTIFICATE_EXPIRY);
        for (Expiry expiry : metrics.expiries()) {
            text.sample(expiry.epochSecond(), "name", expiry.name(), "role", expiry.role());
        }
        text.begin(Metric.CERTIFICATE_RELOADS);
        text.sample(metrics.certificateReloads(true), "result", "ok");
        text.sample(metrics.certificateReloads(false), "result", "failed");
    }

    private void process() {
        text.begin(Metric.BUILD);
        text.sample(1, "java", Runtime.version().toString(), "version", metrics.version());
        Runtime runtime = Runtime.getRuntime();
        gauge(Metric.HEAP_USED, runtime.totalMemory() - runtime.freeMemory(), "area", "heap");
        gauge(Metric.HEAP_MAX, runtime.maxMemory(), "area", "heap");
        given(Metric.PROCESS_CPU, ProcessFigures.cpuSeconds());
        given(Metric.PROCESS_FILES, ProcessFigures.openFiles());
        given(Metric.PROCESS_RESIDENT, ProcessFigures.residentBytes());
        given(Metric.PROCESS_START, ProcessFigures.startSeconds());
    }

    private long single(int index) {
        return metrics.sum(Cells.SINGLES, index);
    }

    private void gauge(Metric metric, long value, String... labels) {
        text.begin(metric);
        text.sample(value, labels);
    }

    private void given(Metric metric, OptionalDouble value) {
        if (value.isPresent()) {
            text.begin(metric);
            text.sample(value.getAsDouble());
        }
    }
}
