package io.caisson.server.proxy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One loop's share of the bytes that wait for slow peers. The fuller it is the smaller the helpings in which peers are
 * read, so that a peer that stalls leaves less behind. When it is full, whoever has held most for longest is cut: those
 * who read hold their bytes for an instant only, and are not hurt by those who do not.
 */
final class ParkedBytes {
    private static final int HELPING_SMALL = 4 << 10;
    /** From this age on, only the amount counts. */
    private static final long AGE_MILLIS_MAX = 10_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long max;
    private final List<Connection> connections;
    private long used;

    /** A share of {@code max} bytes among the connections of one loop. */
    ParkedBytes(long max, List<Connection> connections) {
        this.max = max;
        this.connections = connections;
    }

    /** How much to read at once at most. */
    int helpingMax() {
        if (used <= max / 2) {
            return EventLoop.READ_BYTES_MAX;
        }
        return used <= max - max / 4 ? EventLoop.READ_BYTES_MIN : HELPING_SMALL;
    }

    /** How much may still be read of what can wait: half of the share is kept for bytes that are on their way. */
    int roomForLater() {
        return Math.clamp(max / 2 - used, 0, EventLoop.READ_BYTES_MAX);
    }

    /** Takes bytes up for a connection; fails when even cutting others does not make room. */
    void take(Connection holder, int bytes) throws OverloadedException {
        used += bytes;
        while (used > max) {
            Connection worst = worst(holder, System.nanoTime());
            if (worst == null) {
                used -= bytes;
                throw new OverloadedException();
            }
            worst.onEvicted();
        }
    }

    void giveBack(int bytes) {
        used -= bytes;
    }

    /** The connection of another client that has held most for longest, or null. */
    private @Nullable Connection worst(Connection holder, long now) {
        Connection worst = null;
        long worstScore = 0;
        for (int i = 0; i < connections.size(); i++) {
            Connection candidate = connections.get(i);
            int held = candidate.holding();
            // Both ends of the holder's own exchange are in use while it asks.
            if (held > 0 && candidate.client() != holder.client()) {
                long age = (now - candidate.holdingSince()) / NANOS_PER_MILLI;
                long score = held * (1 + Math.min(age, AGE_MILLIS_MAX));
                if (score > worstScore) {
                    worstScore = score;
                    worst = candidate;
                }
            }
        }
        return worst;
    }
}
