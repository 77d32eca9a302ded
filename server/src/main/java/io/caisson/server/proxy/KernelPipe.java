package io.caisson.server.proxy;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * A pipe in the kernel through which the bytes of a long body pass from one socket to another without coming into this
 * process (splice(2)). Needs the native library whose path the property {@code caisson.accelerator} gives; without it
 * bytes are read and written as all others.
 */
final class KernelPipe {
    /** How much a pipe holds for a peer that is slow, at most. */
    static final int BYTES_MAX = 1 << 20;

    /** What every Linux calls "not now". */
    private static final int EAGAIN = 11;

    private final int readEnd;
    private final int writeEnd;
    private long count;

    private KernelPipe(int readEnd, int writeEnd) {
        this.readEnd = readEnd;
        this.writeEnd = writeEnd;
    }

    /** Looks for the library, once, at the first long body. */
    private static final class Library {
        static final boolean LOADED = load();

        // Loading native code is what this is for; whoever starts the process allows it, or not.
        @SuppressWarnings("restricted")
        private static boolean load() {
            String path = System.getProperty("caisson.accelerator", "");
            try {
                if (!path.isEmpty()) {
                    System.load(path);
                }
                return !path.isEmpty();
            } catch (UnsatisfiedLinkError | IllegalCallerException unusable) {
                Faults.warning("long bodies are copied, for `" + path + "` cannot be used: " + unusable.getMessage());
                return false;
            }
        }
    }

    /** Whether the library is here. */
    static boolean supported() {
        return Library.LOADED;
    }

    /** A channel's descriptor for {@link #fill} and {@link #drain}, or -1. */
    static int descriptorOf(SocketChannel channel) {
        return supported() ? descriptor(channel) : -1;
    }

    /** Opens a pipe; the library must be here. */
    static KernelPipe open() throws IOException {
        long ends = open(BYTES_MAX);
        if (ends < 0) {
            throw new IOException("no pipe: error " + -ends);
        }
        return new KernelPipe((int) (ends >> Integer.SIZE), (int) ends);
    }

    /** Bytes in the pipe. */
    long count() {
        return count;
    }

    /** Moves bytes of a socket into the pipe; answers how many, 0 when there are none now, -1 at the stream's end. */
    long fill(int from, long most) throws IOException {
        long moved = move(from, writeEnd, Math.min(most, BYTES_MAX));
        if (moved == 0) {
            return -1;
        }
        if (moved < 0 && moved != -EAGAIN) {
            throw new IOException("cannot move bytes from a socket: error " + -moved);
        }
        long filled = Math.max(moved, 0);
        count += filled;
        return filled;
    }

    /** Moves bytes of the pipe into a socket, as many as it takes now; answers how many. */
    long drain(int to) throws IOException {
        if (count == 0) {
            return 0;
        }
        long moved = move(readEnd, to, count);
        if (moved < 0 && moved != -EAGAIN) {
            throw new IOException("cannot move bytes to a socket: error " + -moved);
        }
        long drained = Math.max(moved, 0);
        count -= drained;
        return drained;
    }

    /** Closes the pipe and what is in it. */
    void close() {
        close(readEnd);
        close(writeEnd);
    }

    private static native int descriptor(SocketChannel channel);

    private static native long open(int bytes);

    private static native long move(int from, int to, long most);

    private static native void close(int descriptor);
}
