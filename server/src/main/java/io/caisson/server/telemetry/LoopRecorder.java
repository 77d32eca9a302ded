package io.caisson.server.telemetry;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.audit.Rendering;
import io.caisson.core.config.LogLevel;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.reason.Reason;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Counts what one loop does, and renders its events into the loop's ring. */
final class LoopRecorder implements Recorder {
    /**
     * How long a loop may wait, within each {@link #WAIT_WINDOW}, for the writer to make room: enough for a healthy
     * sink to take a burst, a tenth of the loop's time at most when the sink is slow.
     */
    static final Duration WAIT_MAX = Duration.ofMillis(50);

    private static final Duration WAIT_WINDOW = Duration.ofMillis(500);
    private static final long WAIT_STEP_NANOS = 50_000;

    private final LoopCounters counters;
    private final Rendering rendering;
    private final LogLevel level;
    private final LineWriter writer;
    private final LineRing ring;
    private final long waitNanosMax;
    private final ByteWriter line = new ByteWriter(1 << 10);
    private boolean unseen;
    private boolean hurried;
    private boolean stuck;
    private long windowStart;
    private long waitedNanos;

    LoopRecorder(
            LoopCounters counters,
            Rendering rendering,
            LogLevel level,
            LineWriter writer,
            LineRing ring,
            Duration waitMax) {
        this.counters = counters;
        this.rendering = rendering;
        this.level = level;
        this.writer = writer;
        this.ring = ring;
        this.waitNanosMax = waitMax.toNanos();
    }

    @Override
    public void exchangeEnded(AuditEvent event) {
        counters.exchangeEnded(event);
        if (!isWritten(event)) {
            return;
        }
        rendering.write(event, line.clear());
        if (!append()) {
            writer.drop();
            return;
        }
        unseen = true;
        boolean halfFull = ring.isHalfFull();
        if (halfFull && !hurried) {
            writer.hurry();
        }
        hurried = halfFull;
    }

    /** What the level lets through. */
    private boolean isWritten(AuditEvent event) {
        Reason reason = event.reason;
        return switch (level) {
            case DEBUG, INFO -> true;
            case NOTICE, WARNING ->
                !event.allowed || event.wouldDeny != null || reason != null && reason != Reason.CLIENT_DISCONNECTED;
            case ERR, CRIT, ALERT, EMERG -> reason != null && reason.status() >= 500;
        };
    }

    private boolean append() {
        if (stuck) {
            // The sink did not take lines in time: until it has caught up, nobody waits for it.
            if (ring.isHalfFull()) {
                return false;
            }
            stuck = false;
        }
        return ring.append(line.bytes(), line.length()) || waitForRoom();
    }

    private boolean waitForRoom() {
        long now = System.nanoTime();
        if (now - windowStart > WAIT_WINDOW.toNanos()) {
            windowStart = now;
            waitedNanos = 0;
        }
        while (waitedNanos < waitNanosMax) {
            writer.hurry();
            LockSupport.parkNanos(this, WAIT_STEP_NANOS);
            long later = System.nanoTime();
            waitedNanos += later - now;
            now = later;
            if (ring.append(line.bytes(), line.length())) {
                return true;
            }
        }
        stuck = true;
        return false;
    }

    @Override
    public void connections(int delta) {
        counters.add(LoopCounters.CONNECTIONS, delta);
    }

    @Override
    public void streams(int delta) {
        counters.add(LoopCounters.STREAMS, delta);
    }

    @Override
    public void engine(boolean reachable) {
        counters.add(reachable ? LoopCounters.ENGINE_REACHED : LoopCounters.ENGINE_MISSED, 1);
    }

    @Override
    public void flush() {
        if (unseen) {
            unseen = false;
            writer.wakeIfAsleep();
        }
    }
}
