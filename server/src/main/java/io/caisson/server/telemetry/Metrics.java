package io.caisson.server.telemetry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The counters of all loops, turned into an exposition when somebody asks. */
public final class Metrics {
    /** The media type of OpenMetrics, which a scraper asks for. */
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final List<LoopCounters> loops;
    private final LineWriter writer;
    private final Supplier<Boolean> engineReachable;
    private final String version;
    private final AtomicLong reloads = new AtomicLong();
    private final AtomicLong failedReloads = new AtomicLong();
    private final AtomicLong certificateReloads = new AtomicLong();
    private final AtomicLong failedCertificateReloads = new AtomicLong();
    private volatile boolean stale;
    private volatile @Nullable Supplier<List<Expiry>> expiries;
    private volatile @Nullable Supplier<Map<String, Boolean>> engines;

    Metrics(List<LoopCounters> loops, LineWriter writer, Supplier<Boolean> engineReachable, String version) {
        this.loops = List.copyOf(loops);
        this.writer = writer;
        this.engineReachable = engineReachable;
        this.version = version;
    }

    /**
     * All metrics as text.
     *
     * @param accept what the scraper accepts; OpenMetrics when it says so, otherwise the text format of Prometheus
     */
    public byte[] text(String accept) {
        return Exposition.of(this, accept.contains(OPEN_METRICS));
    }

    /** The content type of what {@link #text} answers. */
    public String contentType(String accept) {
        return MetricText.contentType(accept.contains(OPEN_METRICS));
    }

    /** Notes that changed policy files were read: they hold and are in force now, or the ones before stay. */
    public void reloaded(boolean ok) {
        (ok ? reloads : failedReloads).incrementAndGet();
        stale = !ok;
    }

    /** Notes that changed certificate files were read: they are in use now, or the ones before stay. */
    public void certificatesReloaded(boolean ok) {
        (ok ? certificateReloads : failedCertificateReloads).incrementAndGet();
    }

    /** From now on it is told when these run out. */
    public void expiring(Supplier<List<Expiry>> certificates) {
        expiries = certificates;
    }

    /** From now on it is told of each of several engines, by name, whether it was reached last. */
    public void engines(Supplier<Map<String, Boolean>> reachable) {
        engines = reachable;
    }

    List<Expiry> expiries() {
        Supplier<List<Expiry>> current = expiries;
        return current == null ? List.of() : current.get();
    }

    Map<String, Boolean> engines() {
        Supplier<Map<String, Boolean>> current = engines;
        return current == null ? Map.of() : current.get();
    }

    long certificateReloads(boolean ok) {
        return (ok ? certificateReloads : failedCertificateReloads).get();
    }

    long reloads(boolean ok) {
        return (ok ? reloads : failedReloads).get();
    }

    boolean stale() {
        return stale;
    }

    long sum(Cells cells, int index) {
        long sum = 0;
        for (LoopCounters loop : loops) {
            sum += cells.of(loop).getOpaque(index);
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
