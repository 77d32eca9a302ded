package io.caisson.core.http;

import java.nio.ByteBuffer;

/**
 * Follows a chunked body (RFC 9112, section 7.1) through buffers of any size, so that it can be passed on as it is:
 * chunk sizes in plain hexadecimal, CRLF exactly, no extensions. Trailer fields are read strictly and not passed on.
 */
public final class ChunkScanner {
    private static final int SIZE_DIGITS_MAX = 15;
    private static final int TRAILER_BYTES_MAX = 8 << 10;

    private enum State {
        SIZE_FIRST,
        SIZE,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        LAST_LF,
        TRAILER_NAME,
        TRAILER_VALUE,
        TRAILER_LF,
        END_LF,
        COMPLETE,
        MALFORMED
    }

    private State state = State.SIZE_FIRST;
    private long remaining;
    private int digits;
    private int trailerBytes;
    private int forwardEnd;
    private long dataBytes;

    /** Makes ready for another body. */
    public void reset() {
        state = State.SIZE_FIRST;
        remaining = 0;
        digits = 0;
        trailerBytes = 0;
        dataBytes = 0;
    }

    /** Whether the body has ended. */
    public boolean complete() {
        return state == State.COMPLETE;
    }

    public boolean malformed() {
        return state == State.MALFORMED;
    }

    /** Bytes of data seen since the last reset, without the framing. */
    public long dataBytes() {
        return dataBytes;
    }

    /** How many bytes of the present chunk's data follow, which need not be looked at. */
    long opaqueBytes() {
        return state == State.DATA ? remaining : 0;
    }

    /** Takes up data that was passed on without being looked at; at most {@link #opaqueBytes()}. */
    void skip(long count) {
        remaining -= count;
        dataBytes += count;
        if (remaining == 0) {
            state = State.DATA_CR;
        }
    }

    /**
     * After {@link #scan}: the position up to which the buffer's bytes go on to the other side, malformed ones never.
     */
    public int forwardEnd() {
        return forwardEnd;
    }

    /** Whether the body has ended with trailer fields, so that the caller must write the final CRLF itself. */
    public boolean needsFinalLine() {
        return complete() && trailerBytes > 0;
    }

    /**
     * Scans from {@code from} to {@code to}, by absolute positions.
     *
     * @return the position after the last byte that belongs to the body; less than {@code to} only at the end of the
     *     body, or the position of the byte that makes it malformed
     */
    public int scan(ByteBuffer buffer, int from, int to) {
        int position = from;
        forwardEnd = from;
        while (position < to && state != State.COMPLETE && state != State.MALFORMED) {
            if (state == State.DATA) {
                int count = (int) Math.min(remaining, to - position);
                position += count;
                dataBytes += count;
                remaining -= count;
                if (remaining == 0) {
                    state = State.DATA_CR;
                }
            } else {
                step(buffer.get(position));
                if (state == State.MALFORMED) {
                    break;
                }
                position++;
            }
            if (trailerBytes == 0) {
                forwardEnd = position;
            }
        }
        return position;
    }

    private void step(byte octet) {
        switch (state) {
            case SIZE_FIRST, SIZE -> size(octet);
            case SIZE_LF -> expect(octet, '\n', remaining == 0 ? State.TRAILER_START : State.DATA);
            case DATA_CR -> expect(octet, '\r', State.DATA_LF);
            case DATA_LF -> {
                digits = 0;
                expect(octet, '\n', State.SIZE_FIRST);
            }
            case TRAILER_START -> {
                if (octet == '\r') {
                    state = trailerBytes == 0 ? State.LAST_LF : State.END_LF;
                } else {
                    trailer(Octets.isToken(octet), State.TRAILER_NAME);
                }
            }
            case TRAILER_NAME ->
                trailer(octet == ':' || Octets.isToken(octet), octet == ':' ? State.TRAILER_VALUE : State.TRAILER_NAME);
            case TRAILER_VALUE ->
                trailer(
                        octet == '\r' || Octets.isFieldValue(octet),
                        octet == '\r' ? State.TRAILER_LF : State.TRAILER_VALUE);
            case TRAILER_LF -> expect(octet, '\n', State.TRAILER_START);
            case LAST_LF, END_LF -> expect(octet, '\n', State.COMPLETE);
            case DATA, COMPLETE, MALFORMED -> throw new IllegalStateException(state.name());
        }
    }

    private void size(byte octet) {
        int digit = Octets.hex(octet);
        if (digit >= 0 && digits < SIZE_DIGITS_MAX) {
            remaining = (digits == 0 ? 0 : remaining << 4) + digit;
            digits++;
            state = State.SIZE;
        } else if (octet == '\r' && digits > 0) {
            state = State.SIZE_LF;
        } else {
            state = State.MALFORMED;
        }
    }

    private void trailer(boolean valid, State next) {
        trailerBytes++;
        state = valid && trailerBytes <= TRAILER_BYTES_MAX ? next : State.MALFORMED;
    }

    private void expect(byte octet, char wanted, State next) {
        state = octet == wanted ? next : State.MALFORMED;
    }
}
