package io.caisson.server.upstream;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Connects where an event loop cannot: a unix socket whose backlog is full refuses a non-blocking connect at once, but
 * lets a blocking one wait its turn. One daemon thread, started at the first need; the wait is bounded by whoever
 * asked, who closes the channel.
 */
public final class Dialler {
    /** Waiting connects are bounded by the number of client connections, which is bounded itself. */
    private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();

    private boolean started;

    /** One connect: the channel is in blocking mode and not connected. */
    public interface Job {
        SocketChannel channel();

        /** Called on the dialler's thread; {@code fault} is null when the channel is connected. */
        void done(@Nullable IOException fault);

        /** Where to; a name is looked up now. */
        SocketAddress address();
    }

    /** Queues a connect. */
    public void dial(Job job) {
        synchronized (this) {
            if (!started) {
                started = true;
                Thread thread = new Thread(this::work, "caisson-dialler");
                thread.setDaemon(true);
                thread.start();
            }
        }
        jobs.add(job);
    }

    private void work() {
        while (true) {
            try {
                connect(jobs.take());
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private static void connect(Job job) {
        IOException fault = null;
        try {
            job.channel().connect(Engine.resolved(job.address()));
        } catch (IOException failed) {
            fault = failed;
        } catch (RuntimeException failed) {
            // A name that cannot be looked up, for one: the next job must not find the thread gone.
            fault = new IOException(failed);
        }
        job.done(fault);
    }
}
