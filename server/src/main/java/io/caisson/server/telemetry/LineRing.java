package io.caisson.server.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Whole lines on their way from one loop to the writer: the loop appends, the writer takes, and neither waits. */
final class LineRing {
    /** Holds the longest line there can be, and about a thousand of the usual length. A power of two. */
    static final int CAPACITY = 256 << 10;

    /** Written at once, so that room gets free while a slow reader takes the rest. */
    private static final int CHUNK = 32 << 10;

    /** Writes it takes to empty a full ring, wherever it begins. */
    static final int CHUNKS_MAX = CAPACITY / CHUNK + 1;

    private final byte[] bytes = new byte[CAPACITY];
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong appended = new AtomicLong();

    /** Appends bytes; false when there is no room for all of them, and then none is appended. The loop's side. */
    boolean append(byte[] source, int count) {
        long end = appended.getPlain();
        if (CAPACITY - (end - taken.getAcquire()) < count) {
            return false;
        }
        int at = (int) end & CAPACITY - 1;
        int first = Math.min(count, CAPACITY - at);
        System.arraycopy(source, 0, bytes, at, first);
        System.arraycopy(source, first, bytes, 0, count - first);
        // Volatile, not just released: the loop must see whether the writer sleeps only after this is out.
        appended.set(end + count);
        return true;
    }

    boolean isEmpty() {
        return appended.get() == taken.get();
    }

    boolean isHalfFull() {
        return appended.get() - taken.get() >= CAPACITY / 2;
    }

    /**
     * Writes some of what has been appended and makes its room free. The writer's side.
     *
     * @return whether there was anything
     * @throws IOException when it could not be written; nothing is taken then
     */
    boolean writeTo(OutputStream out) throws IOException {
        long from = taken.getPlain();
        long end = appended.getAcquire();
        if (from == end) {
            return false;
        }
        int at = (int) from & CAPACITY - 1;
        int count = (int) Math.min(Math.min(end - from, CHUNK), CAPACITY - at);
        out.write(bytes, at, count);
        taken.setRelease(from + count);
        return true;
    }

    /** Drops everything that waits; answers how many lines that were. The writer's side. */
    int discard() {
        int lines = 0;
        long end = appended.getAcquire();
        for (long i = taken.getPlain(); i < end; i++) {
            if (bytes[(int) i & CAPACITY - 1] == '\n') {
                lines++;
            }
        }
        taken.setRelease(end);
        return lines;
    }
}
