package io.caisson.server.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks one compressed body on a thread of its own: whoever has packed bytes gives them, and is handed plain ones,
 * one helping after the other. What it holds is bounded on both sides; a body that grows out of proportion ends it.
 */
public final class Unpacker implements Runnable {
    /** Packed bytes that wait at most. */
    public static final int WAITING_BYTES_MAX = 128 << 10;

    private static final int ROOM_BYTES_MIN = 16 << 10;
    /** Plain bytes handed over at once. */
    static final int HELPING_BYTES = 64 << 10;

    static final int BUFFER_BYTES = WAITING_BYTES_MAX + HELPING_BYTES;

    /** So much may come of little, whatever its proportion. */
    static final long PLAIN_BYTES_FREE = 64L << 20;
    /** Beyond that so many plain bytes may come of each packed one: ordinary files give ten, long runs a thousand. */
    static final long GROWTH_MAX = 200;

    /** Threads of the process that unpack at once; more would share the same processors and take memory. */
    private static final int THREADS_MAX = 8;

    private static int threads;

    private final Packing packing;
    private final Taker taker;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private long packedBytes;
    private boolean inputEnded;
    private boolean stopped;
    private boolean handedOver;

    private Unpacker(Packing packing, Taker taker) {
        this.packing = packing;
        this.taker = taker;
    }

    /** Who takes what comes of it; called on the unpacking thread, one after the other. */
    public interface Taker {
        /** Plain bytes; none follow before {@link Unpacker#taken}. */
        void plain(byte[] bytes);

        /** More bytes may be given. */
        void hasRoom();

        /** Everything has been unpacked. */
        void over();

        /** Nothing more can be unpacked. */
        void failed(boolean grown, String detail);
    }

    /** Starts to unpack; null when too many others are at it. */
    public static @Nullable Unpacker start(Packing packing, Taker taker) {
        if (!enter()) {
            return null;
        }
        Unpacker unpacker = new Unpacker(packing, taker);
        Thread thread = new Thread(unpacker, "caisson-unpack");
        thread.setDaemon(true);
        thread.start();
        return unpacker;
    }

    private static synchronized boolean enter() {
        if (threads == THREADS_MAX) {
            return false;
        }
        threads++;
        return true;
    }

    private static synchronized void leave() {
        threads--;
    }

    /** How many bytes may be given now; not a few only, so that they are worth reading. */
    public synchronized int room() {
        int room = WAITING_BYTES_MAX - waitingBytes;
        return room < ROOM_BYTES_MIN ? 0 : room;
    }

    /** Gives packed bytes, which are not copied. */
    public synchronized void give(byte[] packed) {
        if (!stopped) {
            waiting.add(packed);
            waitingBytes += packed.length;
            packedBytes += packed.length;
            notifyAll();
        }
    }

    /** No more bytes will be given. */
    public synchronized void end() {
        inputEnded = true;
        notifyAll();
    }

    /** The plain bytes that were handed over are gone. */
    public synchronized void taken() {
        handedOver = false;
        notifyAll();
    }

    /** Ends it soon; nothing is handed over any more. */
    public synchronized void stop() {
        stopped = true;
        waiting.clear();
        waitingBytes = 0;
        notifyAll();
    }

    @Override
    public void run() {
        try (InputStream plain = packing.open(new Packed())) {
            unpack(plain);
        } catch (IOException | RuntimeException fault) {
            if (!isStopped()) {
                taker.failed(false, String.valueOf(fault.getMessage()));
            }
        } finally {
            leave();
        }
    }

    private void unpack(InputStream plain) throws IOException {
        byte[] helping = new byte[HELPING_BYTES];
        long plainBytes = 0;
        while (true) {
            int count = plain.readNBytes(helping, 0, helping.length);
            if (isStopped()) {
                return;
            }
            if (count == 0) {
                taker.over();
                return;
            }
            plainBytes += count;
            if (plainBytes > PLAIN_BYTES_FREE + GROWTH_MAX * packed()) {
                taker.failed(true, plainBytes + " bytes came of " + packed());
                return;
            }
            hand(Arrays.copyOf(helping, count));
        }
    }

    private void hand(byte[] bytes) throws IOException {
        synchronized (this) {
            handedOver = true;
        }
        taker.plain(bytes);
        awaitThat(() -> !handedOver || stopped);
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized long packed() {
        return packedBytes - waitingBytes;
    }

    private synchronized void awaitThat(BooleanSupplier done) throws IOException {
        try {
            while (!done.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** What was given, as a stream that waits for more. */
    private final class Packed extends InputStream {
        private byte[] current = {};
        private int at;

        @Override
        public int read() throws IOException {
            return fill() ? current[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, current.length - at);
            System.arraycopy(current, at, target, offset, count);
            at += count;
            return count;
        }

        /** Tells whether more follows, waiting for it: a stream may have a second part. */
        @Override
        public int available() throws IOException {
            return fill() ? current.length - at : 0;
        }

        private boolean fill() throws IOException {
            while (at == current.length) {
                awaitThat(() -> !waiting.isEmpty() || stopped || inputEnded);
                boolean wasFull;
                synchronized (Unpacker.this) {
                    byte[] next = waiting.poll();
                    if (next == null) {
                        return false;
                    }
                    wasFull = room() == 0;
                    waitingBytes -= next.length;
                    current = next;
                    at = 0;
                }
                if (wasFull) {
                    taker.hasRoom();
                }
            }
            return true;
        }
    }
}
