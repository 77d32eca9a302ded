package io.caisson.server.tls;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which handshakes do their arithmetic, so that no loop and no other client waits for it. Started at the
 * first handshake. What waits is bounded by the number of client connections, each of which has one piece of work at
 * most.
 */
public final class Workers implements Executor {
    private static final long IDLE_SECONDS = 60;

    private final ThreadPoolExecutor threads;

    /**
     * Threads that are there when they are needed.
     *
     * @param count how many at most
     */
    public Workers(int count) {
        threads = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Workers::thread);
        threads.allowCoreThreadTimeOut(true);
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
