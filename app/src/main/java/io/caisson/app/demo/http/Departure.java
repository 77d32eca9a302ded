package io.caisson.app.demo.http;

import org.jspecify.annotations.Nullable;

/**
 * Ends the waits of a handler whose client has ended its side. Only waits: what is being written is written whole, for
 * an interrupt in the middle of a write would close the connection.
 */
final class Departure {
    private boolean left;
    private @Nullable Thread waiting;

    /** The client has ended its side. */
    synchronized void happens() {
        left = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /**
     * Waits for something.
     *
     * @throws InterruptedException when the client has ended its side, before or meanwhile
     */
    <T> T orAwait(Reply.Wait<T> wait) throws InterruptedException {
        synchronized (this) {
            if (left) {
                throw new InterruptedException();
            }
            waiting = Thread.currentThread();
        }
        try {
            return wait.get();
        } finally {
            synchronized (this) {
                waiting = null;
                // An interrupt that came too late to end the wait must not meet the next write.
                boolean _ = Thread.interrupted();
            }
        }
    }
}
