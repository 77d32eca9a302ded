package io.caisson.app.demo.process;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A bounded queue of output on its way to one attached client. A full queue holds the process back. */
public final class Outlet {
    private static final int BYTES_MAX = 256 << 10;

    private final Queue<Chunk> chunks = new ArrayDeque<>();
    private int bytes;
    private boolean ended;
    private boolean abandoned;

    /** Adds a piece, and waits while the queue is full. */
    synchronized void put(Chunk chunk) throws InterruptedException {
        while (bytes >= BYTES_MAX && !abandoned && !ended) {
            wait();
        }
        if (!abandoned && !ended) {
            chunks.add(chunk);
            bytes += chunk.bytes().length;
            notifyAll();
        }
    }

    /** The next piece, or null when there is none and will be none. */
    public synchronized @Nullable Chunk take() throws InterruptedException {
        while (chunks.isEmpty() && !ended) {
            wait();
        }
        Chunk chunk = chunks.poll();
        if (chunk != null) {
            bytes -= chunk.bytes().length;
            notifyAll();
        }
        return chunk;
    }

    /** Tells the client's side that nothing follows. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Tells the process that the client has left: what it still writes is dropped. */
    public synchronized void abandon() {
        abandoned = true;
        chunks.clear();
        notifyAll();
    }
}
