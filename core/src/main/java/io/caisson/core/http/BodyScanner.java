package io.caisson.core.http;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Follows one message body of any framing through buffers of any size and tells where it ends. Reused. */
public final class BodyScanner {
    private Framing framing = Framing.NONE;
    private long remaining;
    private int forwardEnd;
    private long dataBytes;
    private @Nullable ChunkScanner chunks;

    /** Makes ready for a body; {@code length} counts for {@link Framing#LENGTH} only. */
    public void begin(Framing newFraming, long length) {
        framing = newFraming;
        remaining = newFraming == Framing.LENGTH ? length : 0;
        dataBytes = 0;
        if (newFraming == Framing.CHUNKED) {
            if (chunks == null) {
                chunks = new ChunkScanner();
            }
            chunks.reset();
        }
    }

    public Framing framing() {
        return framing;
    }

    /** Whether the body has ended; a body until close never has. */
    public boolean complete() {
        return switch (framing) {
            case NONE -> true;
            case LENGTH -> remaining == 0;
            case CHUNKED -> chunks != null && chunks.complete();
            case UNTIL_CLOSE -> false;
        };
    }

    public boolean malformed() {
        return framing == Framing.CHUNKED && chunks != null && chunks.malformed();
    }

    /** Whether a chunked body ended with trailers, so that the caller must write the final CRLF itself. */
    public boolean needsFinalLine() {
        return framing == Framing.CHUNKED && chunks != null && chunks.needsFinalLine();
    }

    /** Bytes of the body so far, chunk framing not counted. */
    public long dataBytes() {
        return framing == Framing.CHUNKED && chunks != null ? chunks.dataBytes() : dataBytes;
    }

    /** How many bytes follow that need not be looked at: the rest of a known length, or of a chunk. */
    public long opaqueBytes() {
        if (framing == Framing.CHUNKED && chunks != null) {
            return chunks.opaqueBytes();
        }
        return framing == Framing.LENGTH ? remaining : 0;
    }

    /** Takes up bytes that were passed on without being looked at; at most {@link #opaqueBytes()}. */
    public void skip(long count) {
        if (count < 0 || count > opaqueBytes()) {
            throw new IllegalArgumentException(count + " of " + opaqueBytes());
        }
        if (framing == Framing.CHUNKED && chunks != null) {
            chunks.skip(count);
        } else {
            remaining -= count;
            dataBytes += count;
        }
    }

    /** After {@link #scan}: the position up to which the buffer's bytes go on to the other side. */
    public int forwardEnd() {
        return forwardEnd;
    }

    /**
     * Takes up the bytes from {@code from} to {@code to}; answers the position after the last that belongs to the body.
     */
    public int scan(ByteBuffer buffer, int from, int to) {
        switch (framing) {
            case NONE -> forwardEnd = from;
            case LENGTH -> {
                int count = (int) Math.min(remaining, to - from);
                remaining -= count;
                dataBytes += count;
                forwardEnd = from + count;
            }
            case UNTIL_CLOSE -> {
                dataBytes += to - from;
                forwardEnd = to;
            }
            case CHUNKED -> {
                if (chunks == null) {
                    throw new IllegalStateException("begin was not called");
                }
                int end = chunks.scan(buffer, from, to);
                forwardEnd = chunks.forwardEnd();
                return end;
            }
        }
        return forwardEnd;
    }
}
