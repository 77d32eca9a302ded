package io.caisson.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one peer has not taken yet: bytes in a kernel pipe, and behind them bytes in a buffer. An idle connection owns
 * neither. What the buffer holds counts against the loop's share.
 */
final class Outbox {
    private final Connection owner;
    private @Nullable KernelPipe piped;
    private @Nullable ByteBuffer parked;
    private long tookAt;

    Outbox(Connection owner) {
        this.owner = owner;
    }

    boolean isEmpty() {
        return parked == null && piped == null;
    }

    /** When the peer last took something, or was first given too much: a {@link System#nanoTime}. */
    long tookAt() {
        return tookAt;
    }

    /** Keeps bytes behind those that are here already. */
    void park(ByteBuffer buffer) throws OverloadedException {
        int count = buffer.remaining();
        owner.hold(count);
        ByteBuffer waiting = parked;
        if (waiting == null) {
            if (piped == null) {
                tookAt = System.nanoTime();
            }
            parked = ByteBuffer.allocate(count).put(buffer).flip();
            return;
        }
        int end = waiting.limit();
        if (waiting.capacity() - end < count) {
            int needed = waiting.remaining() + count;
            waiting = ByteBuffer.allocate(Math.max(needed, 2 * waiting.remaining()))
                    .put(waiting)
                    .flip();
            end = waiting.limit();
            parked = waiting;
        }
        waiting.limit(end + count).put(end, buffer, buffer.position(), count);
        buffer.position(buffer.limit());
    }

    /** Keeps a pipe that the peer did not empty; nothing else may be here. */
    void keep(KernelPipe pipe) {
        piped = pipe;
        tookAt = System.nanoTime();
    }

    /** Sends what the peer takes now, in the order in which it came; answers whether nothing is left. */
    boolean flush(Transport transport) throws IOException {
        tookAt = System.nanoTime();
        KernelPipe pipe = piped;
        if (pipe != null) {
            pipe.drain(transport.descriptor());
            if (pipe.count() > 0) {
                return false;
            }
            dropPipe();
        }
        ByteBuffer waiting = parked;
        if (waiting != null) {
            owner.release(transport.write(waiting));
            if (waiting.hasRemaining()) {
                return false;
            }
            parked = null;
        }
        return true;
    }

    /** Forgets everything. */
    void drop() {
        ByteBuffer waiting = parked;
        if (waiting != null) {
            owner.release(waiting.remaining());
            parked = null;
        }
        dropPipe();
    }

    private void dropPipe() {
        KernelPipe pipe = piped;
        if (pipe != null) {
            piped = null;
            owner.loop.kernelPipes.giveBack(pipe);
        }
    }
}
