package io.caisson.server.client;

import io.caisson.core.policy.client.Allowance;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one caller has used of its allowance, over all its connections and all loops. Nothing here waits, locks or
 * allocates. Rates are kept as the one moment up to which everything so far is paid for.
 */
public final class Meter {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private final Allowance allowance;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicLong requestsPaid;
    private final AtomicLong uploadPaid;

    Meter(Allowance allowance, long now) {
        this.allowance = allowance;
        this.requestsPaid = new AtomicLong(now - MINUTE);
        this.uploadPaid = new AtomicLong(now - MINUTE);
    }

    /** One more connection; false, and not counted, where there may be no more. */
    boolean connect() {
        return enter(connections, allowance.connections());
    }

    /** One connection less. */
    public void disconnect() {
        connections.decrementAndGet();
    }

    /** One more exchange; false, and not counted, where there may be no more. */
    public boolean begin() {
        return enter(exchanges, allowance.concurrent());
    }

    /** One exchange less. */
    public void end() {
        exchanges.decrementAndGet();
    }

    /** One more stream; false, and not counted, where there may be no more. */
    public boolean openStream() {
        return enter(streams, allowance.streams());
    }

    /** One stream less. */
    public void closeStream() {
        streams.decrementAndGet();
    }

    private static boolean enter(AtomicInteger count, int most) {
        if (count.incrementAndGet() <= most || most == 0) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    /**
     * One more request.
     *
     * @param now {@link System#nanoTime}
     * @return 0, or for how many nanoseconds there may be none; it is then not counted
     */
    public long request(long now) {
        int rate = allowance.requestsPerSecond();
        if (rate == 0) {
            return 0;
        }
        long cost = SECOND / rate;
        long ahead = cost * Math.max(allowance.burst(), 1);
        while (true) {
            long paid = requestsPaid.get();
            long next = later(paid, now) + cost;
            if (next - now > ahead) {
                return next - now - ahead;
            }
            if (requestsPaid.compareAndSet(paid, next)) {
                return 0;
            }
        }
    }

    /** Whether uploads are counted. */
    public boolean limitsUpload() {
        return allowance.uploadPerMinute() != 0;
    }

    /** Bytes on their way to the engine. */
    public void uploaded(long bytes, long now) {
        if (limitsUpload() && bytes > 0) {
            double cost = (double) bytes * MINUTE / allowance.uploadPerMinute();
            uploadPaid.accumulateAndGet((long) cost, (paid, more) -> later(paid, now) + more);
        }
    }

    /** For how many nanoseconds there may be no more bytes; 0 where there may be. A minute's bytes may come at once. */
    public long uploadPause(long now) {
        return limitsUpload() ? Math.max(uploadPaid.get() - now - MINUTE, 0) : 0;
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /** Whether to forget it changes nothing: nothing goes on, and everything is paid for. */
    boolean isIdle(long now) {
        return connections.get() == 0 && now - requestsPaid.get() >= 0 && now - uploadPaid.get() >= 0;
    }
}
