package io.caisson.server.proxy;

import io.caisson.core.http.HeadParser;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the bytes of one request head until it is whole; owns no memory unless a head comes in parts. Reused. */
final class HeadBytes {
    /** A head is tried on this much first; a larger one costs a second copy. */
    private static final int FIRST_COPY_BYTES = 2 << 10;

    private static final int KEPT_BYTES_MIN = 512;

    private final Connection owner;
    private byte @Nullable [] partial;
    private int length;

    HeadBytes(Connection owner) {
        this.owner = owner;
    }

    /** Whether no byte of a head has come yet. */
    boolean isEmpty() {
        return length == 0;
    }

    /**
     * Reads on; the loop's head is filled where the answer is not {@link HeadParser#INCOMPLETE}, and the buffer stands
     * behind the bytes taken.
     *
     * @throws OverloadedException when there is no room to keep a part of a head
     */
    int read(ByteBuffer buffer) throws OverloadedException {
        EventLoop loop = owner.loop;
        byte[] bytes = loop.headBytes;
        int kept = length;
        int start = buffer.position();
        if (partial != null) {
            System.arraycopy(partial, 0, bytes, 0, kept);
        }
        int available = Math.min(buffer.remaining(), loop.limits.headBytesMax() - kept);
        int first = Math.min(available, FIRST_COPY_BYTES);
        buffer.get(start, bytes, kept, first);
        int end = HeadParser.INCOMPLETE;
        // A head ends in a line feed: without a new one there is nothing to gain by reading it all again.
        if (kept == 0 || kept + first == loop.limits.headBytesMax() || hasLineFeed(bytes, kept, kept + first)) {
            end = loop.headParser.parse(bytes, 0, kept + first, loop.requestHead);
        }
        if (end == HeadParser.INCOMPLETE && available > first) {
            buffer.get(start + first, bytes, kept + first, available - first);
            end = loop.headParser.parse(bytes, 0, kept + available, loop.requestHead);
        }
        if (end == HeadParser.INCOMPLETE) {
            buffer.position(start + available);
            keep(bytes, kept + available);
            return end;
        }
        drop();
        buffer.position(end == HeadParser.MALFORMED ? buffer.limit() : start + end - kept);
        return end;
    }

    private static boolean hasLineFeed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    private void keep(byte[] bytes, int newLength) throws OverloadedException {
        byte[] before = partial;
        int capacity = before == null ? 0 : before.length;
        if (capacity < newLength) {
            int wanted = Math.max(newLength, Math.max(KEPT_BYTES_MIN, 2 * capacity));
            int larger = Math.min(wanted, owner.loop.limits.headBytesMax());
            owner.hold(larger - capacity);
            partial = Arrays.copyOf(bytes, larger);
        } else if (before != null) {
            System.arraycopy(bytes, length, before, length, newLength - length);
        }
        length = newLength;
    }

    /** Forgets the part that has come. */
    void drop() {
        if (partial != null) {
            owner.release(partial.length);
            partial = null;
        }
        length = 0;
    }
}
