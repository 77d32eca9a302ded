package io.caisson.server.telemetry;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;

/** From counters to snapshots to text, for one scrape. The only class that knows the Prometheus library. */
final class Exposition {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String NONE = "none";

    private final Metrics metrics;
    private final MetricSnapshots.Builder snapshots = MetricSnapshots.builder();

    private Exposition(Metrics metrics) {
        this.metrics = metrics;
    }

    static void write(Metrics metrics, boolean openMetrics, OutputStream out) throws IOException {
        Exposition exposition = new Exposition(metrics);
        exposition.requests();
        exposition.outcomes();
        exposition.durations();
        exposition.traffic();
        exposition.process();
        writer(openMetrics).write(out, exposition.snapshots.build());
    }

    static String contentType(boolean openMetrics) {
        return writer(openMetrics).getContentType();
    }

    private static ExpositionFormatWriter writer(boolean openMetrics) {
        return openMetrics ? OpenMetricsTextFormatWriter.create() : PrometheusTextFormatWriter.create();
    }

    /** Only what happened: a series for each of hundreds of operations would say nothing. */
    private void requests() {
        CounterSnapshot.Builder builder = counter(Metric.REQUESTS);
        for (int i = 0; i <= LoopCounters.NO_OPERATION; i++) {
            String operation = i == LoopCounters.NO_OPERATION
                    ? NONE
                    : Operation.all().get(i).id();
            for (int allowed = 0; allowed <= 1; allowed++) {
                long count = metrics.sum(loop -> loop.requests, 2 * i + allowed);
                if (count > 0) {
                    point(builder, count, "operation", operation, "decision", allowed == 1 ? "allow" : "deny");
                }
            }
        }
        snapshots.metricSnapshot(builder.build());
        CounterSnapshot.Builder shadow = counter(Metric.WOULD_DENY);
        for (int i = 0; i < LoopCounters.NO_OPERATION; i++) {
            long count = metrics.sum(loop -> loop.wouldDeny, i);
            if (count > 0) {
                point(shadow, count, "operation", Operation.all().get(i).id());
            }
        }
        snapshots.metricSnapshot(shadow.build());
    }

    private void outcomes() {
        CounterSnapshot.Builder reasons = counter(Metric.REASONS);
        for (Reason reason : Reason.values()) {
            point(reasons, metrics.sum(loop -> loop.reasons, reason.ordinal()), "reason", reason.code());
        }
        snapshots.metricSnapshot(reasons.build());
        CounterSnapshot.Builder responses = counter(Metric.RESPONSES);
        for (int i = 0; i <= 5; i++) {
            point(responses, metrics.sum(loop -> loop.statuses, i), "status", i == 0 ? NONE : i + "xx");
        }
        snapshots.metricSnapshot(responses.build());
    }

    private void durations() {
        HistogramSnapshot.Builder calls = HistogramSnapshot.builder()
                .name(Metric.CALL_DURATION.baseName())
                .help(Metric.CALL_DURATION.help);
        int width = LoopCounters.CALL_BOUNDS.length + 2;
        for (int i = 0; i <= LoopCounters.NO_ACCESS; i++) {
            String access = i == LoopCounters.NO_ACCESS ? NONE : Access.values()[i].code();
            calls.dataPoint(histogram(
                    loop -> loop.callDurations, i * width, LoopCounters.CALL_BOUNDS, Labels.of("access", access)));
        }
        snapshots.metricSnapshot(calls.build());
        snapshots.metricSnapshot(HistogramSnapshot.builder()
                .name(Metric.STREAM_DURATION.baseName())
                .help(Metric.STREAM_DURATION.help)
                .dataPoint(histogram(loop -> loop.streamDurations, 0, LoopCounters.STREAM_BOUNDS, Labels.EMPTY))
                .build());
    }

    private HistogramDataPointSnapshot histogram(
            Function<LoopCounters, AtomicLongArray> cells, int base, long[] boundNanos, Labels labels) {
        double[] bounds = new double[boundNanos.length + 1];
        long[] counts = new long[boundNanos.length + 1];
        for (int i = 0; i < counts.length; i++) {
            bounds[i] = i == boundNanos.length ? Double.POSITIVE_INFINITY : boundNanos[i] / NANOS_PER_SECOND;
            counts[i] = metrics.sum(cells, base + i);
        }
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                .sum(metrics.sum(cells, base + counts.length) / NANOS_PER_SECOND)
                .labels(labels)
                .build();
    }

    private void traffic() {
        gauge(Metric.CONNECTIONS, OptionalDouble.of((double) single(LoopCounters.CONNECTIONS)));
        gauge(Metric.STREAMS, OptionalDouble.of((double) single(LoopCounters.STREAMS)));
        CounterSnapshot.Builder bytes = counter(Metric.BYTES);
        point(bytes, single(LoopCounters.UP), "direction", "up");
        point(bytes, single(LoopCounters.DOWN), "direction", "down");
        snapshots.metricSnapshot(bytes.build());
        gauge(Metric.ENGINE_UP, OptionalDouble.of(metrics.engineReachable() ? 1 : 0));
        CounterSnapshot.Builder connects = counter(Metric.ENGINE_CONNECTS);
        point(connects, single(LoopCounters.ENGINE_REACHED), "result", "ok");
        point(connects, single(LoopCounters.ENGINE_MISSED), "result", "failed");
        snapshots.metricSnapshot(connects.build());
        CounterSnapshot.Builder reloads = counter(Metric.POLICY_RELOADS);
        point(reloads, metrics.reloads(true), "result", "ok");
        point(reloads, metrics.reloads(false), "result", "failed");
        snapshots.metricSnapshot(reloads.build());
        gauge(Metric.POLICY_STALE, OptionalDouble.of(metrics.stale() ? 1 : 0));
        CounterSnapshot.Builder dropped = counter(Metric.AUDIT_DROPPED);
        point(dropped, metrics.auditDropped());
        snapshots.metricSnapshot(dropped.build());
    }

    private void process() {
        snapshots.metricSnapshot(InfoSnapshot.builder()
                .name(Metric.BUILD.baseName())
                .help(Metric.BUILD.help)
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "version",
                                metrics.version(),
                                "java",
                                Runtime.version().toString()))
                        .build())
                .build());
        Runtime runtime = Runtime.getRuntime();
        double used = runtime.totalMemory() - runtime.freeMemory();
        gauge(Metric.HEAP_USED, OptionalDouble.of(used), "area", "heap");
        gauge(Metric.HEAP_MAX, OptionalDouble.of((double) runtime.maxMemory()), "area", "heap");
        ProcessFigures.cpuSeconds().ifPresent(seconds -> {
            CounterSnapshot.Builder cpu = counter(Metric.PROCESS_CPU);
            point(cpu, seconds);
            snapshots.metricSnapshot(cpu.build());
        });
        gauge(Metric.PROCESS_FILES, ProcessFigures.openFiles());
        gauge(Metric.PROCESS_RESIDENT, ProcessFigures.residentBytes());
        gauge(Metric.PROCESS_START, ProcessFigures.startSeconds());
    }

    private long single(int index) {
        return metrics.sum(loop -> loop.singles, index);
    }

    private static CounterSnapshot.Builder counter(Metric metric) {
        return CounterSnapshot.builder().name(metric.baseName()).help(metric.help);
    }

    private static void point(CounterSnapshot.Builder builder, long count, String... labels) {
        point(builder, (double) count, labels);
    }

    private static void point(CounterSnapshot.Builder builder, double value, String... labels) {
        builder.dataPoint(CounterDataPointSnapshot.builder()
                .value(value)
                .labels(Labels.of(labels))
                .build());
    }

    private void gauge(Metric metric, OptionalDouble value, String... labels) {
        if (value.isPresent()) {
            snapshots.metricSnapshot(GaugeSnapshot.builder()
                    .name(metric.baseName())
                    .help(metric.help)
                    .dataPoint(GaugeDataPointSnapshot.builder()
                            .value(value.getAsDouble())
                            .labels(Labels.of(labels))
                            .build())
                    .build());
        }
    }
}
