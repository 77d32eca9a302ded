package io.caisson.server.tls;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which handshakes do their arithmetic, so that no loop and no other client waits for it, and the room
 * that there is for TLS connections of clients. Threads are started at the first handshake; what waits for them is
 * bounded by that room, as each connection has one piece of work at most.
 */
public final class Workers implements Executor {
    private static final long IDLE_SECONDS = 60;

    /** Twice what each of 300 open ones was measured to cost, for a handshake needs more for its moment. */
    private static final long CONNECTION_BYTES = 32 << 10;
    /** What the program needs for itself and for connections without TLS. */
    private static final long PROGRAM_BYTES = 10 << 20;

    private static final int ROOM_MIN = 16;

    private final ThreadPoolExecutor threads;
    private final int room;
    private final AtomicInteger inside = new AtomicInteger();

    /**
     * Threads that are there when they are needed.
     *
     * @param count how many at most
     */
    public Workers(int count) {
        this(count, room(Runtime.getRuntime().maxMemory()));
    }

    /** The same with another room. */
    public Workers(int count, int room) {
        this.room = room;
        threads = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Workers::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    /** How many TLS connections fit a heap: running out of it would hurt everybody, a refused connection only one. */
    static int room(long heapBytes) {
        return Math.clamp((heapBytes - PROGRAM_BYTES) / CONNECTION_BYTES, ROOM_MIN, Integer.MAX_VALUE);
    }

    /** Takes room for one connection of a client; false when there is none. */
    public boolean enter() {
        if (inside.incrementAndGet() <= room) {
            return true;
        }
        inside.decrementAndGet();
        return false;
    }

    /** The connection is over. */
    public void leave() {
        inside.decrementAndGet();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "caisson-tls");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }
}
