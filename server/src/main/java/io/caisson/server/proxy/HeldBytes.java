package io.caisson.server.proxy;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes of a client that came before their turn: later requests, while one is answered. Owns no memory otherwise. */
final class HeldBytes {
    private final Connection owner;
    private @Nullable ByteBuffer held;

    HeldBytes(Connection owner) {
        this.owner = owner;
    }

    boolean isEmpty() {
        return held == null;
    }

    /** How much more may be held back. */
    int room() {
        ByteBuffer waiting = held;
        int room = owner.loop.limits.pipelinedBytesMax() - (waiting == null ? 0 : waiting.remaining());
        return Math.clamp(room, 0, owner.loop.parkedBytes.roomForLater());
    }

    /** Holds back what is left of a buffer, behind what is held already. */
    void add(ByteBuffer buffer) throws OverloadedException {
        owner.hold(buffer.remaining());
        ByteBuffer before = held;
        if (before == null) {
            held = buffer == owner.loop.readBuffer
                    ? ByteBuffer.allocate(buffer.remaining()).put(buffer).flip()
                    : buffer;
        } else {
            held = ByteBuffer.allocate(before.remaining() + buffer.remaining())
                    .put(before)
                    .put(buffer)
                    .flip();
        }
    }

    /** Gives up what is held, to be taken up now; null when nothing is. */
    @Nullable
    ByteBuffer take() {
        ByteBuffer waiting = held;
        if (waiting != null) {
            owner.release(waiting.remaining());
            held = null;
        }
        return waiting;
    }
}
