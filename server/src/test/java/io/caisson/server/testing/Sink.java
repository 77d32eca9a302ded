package io.caisson.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A standard output that can block and fail, and remembers what it took. */
public final class Sink extends OutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final AtomicInteger writes = new AtomicInteger();
    private volatile @Nullable CountDownLatch gate;
    private volatile boolean broken;

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        writes.incrementAndGet();
        CountDownLatch closed = gate;
        if (closed != null) {
            try {
                closed.await();
            } catch (InterruptedException stop) {
                throw new IOException(stop);
            }
        }
        if (broken) {
            throw new IOException("No space left on device");
        }
        synchronized (taken) {
            taken.write(bytes, from, count);
        }
    }

    /** From now on writes wait. */
    public void block() {
        gate = new CountDownLatch(1);
    }

    /** Lets writes go on. */
    public void unblock() {
        CountDownLatch closed = gate;
        gate = null;
        if (closed != null) {
            closed.countDown();
        }
    }

    /** From now on writes fail, or succeed again. */
    public void broken(boolean now) {
        broken = now;
    }

    /** Attempts to write so far. */
    public int writes() {
        return writes.get();
    }

    public String text() {
        synchronized (taken) {
            return taken.toString(StandardCharsets.UTF_8);
        }
    }

    /** The lines so far, without empty ones. */
    public List<String> lines() {
        return text().lines().filter(line -> !line.isEmpty()).toList();
    }
}
