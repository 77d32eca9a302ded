package io.caisson.server.telemetry;

import io.caisson.core.audit.Rendering;
import io.caisson.core.http.ByteWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that writes audit lines. Waking a thread for every request would cost more than the request, so it
 * writes what it finds, rests for a while, looks again, and sleeps only when nothing came meanwhile. A sink that blocks
 * holds up this thread alone; a sink that fails is tried again later.
 */
final class LineWriter implements Runnable {
    /** The rest between two batches: how late a line may be. */
    static final Duration BATCH_WAIT = Duration.ofMillis(50);

    /** The rest after a failed write. */
    static final Duration RETRY_WAIT = Duration.ofSeconds(1);

    /** How long closing waits for a sink that does not take what is left. */
    static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    /** The rest between two reports of missing lines while lines go on being dropped. */
    static final Duration REPORT_WAIT = Duration.ofSeconds(1);

    private enum Outcome {
        NOTHING,
        WROTE,
        FAILED
    }

    private final OutputStream out;
    private final Rendering rendering;
    private final long batchNanos;
    private final List<LineRing> rings = new ArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final Thread thread = new Thread(this, "caisson-audit");
    private final ByteWriter notice = new ByteWriter(256);
    private volatile boolean closing;
    private long droppedSeen;
    private long droppedReported;
    private long reportNanos = System.nanoTime();
    private boolean failing;

    /**
     * Creates a writer that is not running yet.
     *
     * @param rendering for lines about missing lines; used by this thread only
     * @param prompt whether a person waits for the lines
     */
    LineWriter(OutputStream out, Rendering rendering, int loops, boolean prompt) {
        this.out = out;
        this.rendering = rendering;
        this.batchNanos = prompt ? 0 : BATCH_WAIT.toNanos();
        for (int i = 0; i < loops; i++) {
            rings.add(new LineRing());
        }
        // A blocked write must not keep the process from ending.
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    LineRing ring(int loop) {
        return rings.get(loop);
    }

    /** Counts a line that found no room. Called by loops. */
    void drop() {
        dropped.incrementAndGet();
    }

    /** Lines that were dropped since the start. */
    long dropped() {
        return dropped.get();
    }

    /** There is something to write: ends the sleep, but not the rest between batches. Called by loops. */
    void wakeIfAsleep() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    /** A ring fills up: ends the rest between batches too. Called by loops. */
    void hurry() {
        asleep.set(false);
        LockSupport.unpark(thread);
    }

    /** Writes what is left, and waits for it within a bound. */
    void close() throws InterruptedException {
        closing = true;
        hurry();
        thread.join(CLOSE_WAIT);
    }

    @Override
    public void run() {
        boolean last;
        do {
            // Read before the rings are: what was appended before the order to close is written.
            last = closing;
            Outcome outcome = writeAll(last);
            if (!last) {
                rest(outcome);
            }
        } while (!last);
    }

    private void rest(Outcome outcome) {
        switch (outcome) {
            case FAILED -> {
                long end = System.nanoTime() + RETRY_WAIT.toNanos();
                for (long left = RETRY_WAIT.toNanos(); left > 0 && !closing; left = end - System.nanoTime()) {
                    LockSupport.parkNanos(this, left);
                }
            }
            case WROTE -> {
                if (batchNanos > 0) {
                    LockSupport.parkNanos(this, batchNanos);
                }
            }
            case NOTHING -> {
                asleep.set(true);
                // A loop that appended before it could see that we sleep will not wake us.
                if (isNothingWaiting() && dropped.get() == droppedReported && !closing) {
                    LockSupport.park(this);
                }
                asleep.set(false);
            }
        }
    }

    private boolean isNothingWaiting() {
        for (LineRing ring : rings) {
            if (!ring.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Outcome writeAll(boolean last) {
        boolean report = isReportDue(last);
        if (!report && isNothingWaiting()) {
            return Outcome.NOTHING;
        }
        try {
            if (failing) {
                // The failed write may have left part of a line.
                out.write('\n');
            }
            for (LineRing ring : rings) {
                // Bounded, so that one busy loop does not keep the others waiting.
                for (int i = 0; i < LineRing.CHUNKS_MAX && ring.writeTo(out); i++) {
                    failing = false;
                }
            }
            if (report) {
                report();
            }
            out.flush();
            failing = false;
            return Outcome.WROTE;
        } catch (IOException fault) {
            failed(fault);
            return Outcome.FAILED;
        }
    }

    /**
     * Whether lines are missing that nobody has been told of: at once when no more are, now and then while more are.
     */
    private boolean isReportDue(boolean last) {
        long now = dropped.get();
        boolean settled = now == droppedSeen || last || System.nanoTime() - reportNanos >= REPORT_WAIT.toNanos();
        droppedSeen = now;
        return now != droppedReported && settled;
    }

    private void report() throws IOException {
        rendering.writeDropped(System.currentTimeMillis(), droppedSeen - droppedReported, notice.clear());
        out.write(notice.bytes(), 0, notice.length());
        droppedReported = droppedSeen;
        reportNanos = System.nanoTime();
    }

    private void failed(IOException fault) {
        if (!failing) {
            System.getLogger("caisson")
                    .log(System.Logger.Level.WARNING, "cannot write audit lines: " + fault.getMessage());
        }
        failing = true;
        for (LineRing ring : rings) {
            dropped.addAndGet(ring.discard());
        }
    }
}
