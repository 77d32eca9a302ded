package io.caisson.server.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The counters of all loops, turned into an exposition when somebody asks. Nothing of the Prometheus library is loaded
 * before that.
 */
public final class Metrics {
    /** The media type of OpenMetrics, which a scraper asks for. */
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final List<LoopCounters> loops;
    private final LineWriter writer;
    private final Supplier<Boolean> engineReachable;
    private final String version;
    private final AtomicLong reloads = new AtomicLong();
    private final AtomicLong failedReloads = new AtomicLong();
    private volatile boolean stale;

    Metrics(List<LoopCounters> loops, LineWriter writer, Supplier<Boolean> engineReachable, String version) {
        this.loops = List.copyOf(loops);
        this.writer = writer;
        this.engineReachable = engineReachable;
        this.version = version;
    }

    /**
     * Writes all metrics.
     *
     * @param accept what the scraper accepts; OpenMetrics when it says so, otherwise the text format of Prometheus
     */
    public void write(String accept, OutputStream out) throws IOException {
        Exposition.write(this, accept.contains(OPEN_METRICS), out);
    }

    /** The content type of what {@link #write} writes. */
    public String contentType(String accept) {
        return Exposition.contentType(accept.contains(OPEN_METRICS));
    }

    /** Notes that changed policy files were read: they hold and are in force now, or the ones before stay. */
    public void reloaded(boolean ok) {
        (ok ? reloads : failedReloads).incrementAndGet();
        stale = !ok;
    }

    long reloads(boolean ok) {
        return (ok ? reloads : failedReloads).get();
    }

    boolean stale() {
        return stale;
    }

    long sum(Function<LoopCounters, AtomicLongArray> cells, int index) {
        long sum = 0;
        for (LoopCounters loop : loops) {
            sum += cells.apply(loop).getOpaque(index);
        }
        return sum;
    }

    long auditDropped() {
        return writer.dropped();
    }

    boolean engineReachable() {
        return engineReachable.get();
    }

    String version() {
        return version;
    }
}
