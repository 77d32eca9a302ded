package io.caisson.app.demo.process;

/** The standard input of a process: a bounded pipe. A full pipe holds the client back. */
public final class Stdin {
    private static final int BYTES_MAX = 64 << 10;

    private final byte[] ring = new byte[BYTES_MAX];
    private int start;
    private int size;
    private boolean ended;
    private boolean abandoned;
    private boolean awaited;

    /** Adds bytes, and waits while the pipe is full. Dropped when nobody will read them. */
    public synchronized void write(byte[] bytes, int length) throws InterruptedException {
        for (int i = 0; i < length; i++) {
            while (size == BYTES_MAX && !abandoned) {
                notifyAll();
                wait();
            }
            if (abandoned || ended) {
                break;
            }
            ring[(start + size++) % BYTES_MAX] = bytes[i];
        }
        notifyAll();
    }

    /** Ends the input: a reader gets what is left, and then the end. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Nobody reads any more. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    /** Whether the process waits for input at this moment. */
    synchronized boolean awaited() {
        return awaited;
    }

    /** Reads what is there, at least one byte; -1 at the end. */
    synchronized int read(byte[] into) throws InterruptedException {
        awaited = true;
        try {
            while (size == 0 && !ended) {
                wait();
            }
        } finally {
            awaited = false;
        }
        if (size == 0) {
            return -1;
        }
        int count = Math.min(size, into.length);
        for (int i = 0; i < count; i++) {
            into[i] = ring[(start + i) % BYTES_MAX];
        }
        start = (start + count) % BYTES_MAX;
        size -= count;
        notifyAll();
        return count;
    }
}
