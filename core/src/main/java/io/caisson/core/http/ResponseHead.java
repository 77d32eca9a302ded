package io.caisson.core.http;

import io.caisson.core.reason.Reason;
import org.jspecify.annotations.Nullable;

/** The head of one response of the engine after strict parsing by {@link ResponseParser}. */
public final class ResponseHead extends MessageHead {
    int minorVersion;
    int status;
    int reasonStart;
    int reasonEnd;
    boolean rawStream;
    private int lengthField = -1;

    /** 100 to 999. */
    public int status() {
        return status;
    }

    /** Whether the content type is one of the engine's raw streams, which only a hijacked connection carries. */
    public boolean rawStream() {
        return rawStream;
    }

    /** Whether the engine keeps the connection for another request. */
    public boolean keepAlive() {
        return minorVersion == 1 && !closeSeen;
    }

    /** Settles how the body ends, which depends on the request's method too (RFC 9112, section 6.3). */
    public void settleFraming(Method requestMethod) {
        boolean neverHasBody = status < 200 || status == 204;
        if (requestMethod == Method.HEAD || neverHasBody || status == 304) {
            framing = Framing.NONE;
            contentLength = 0;
            if (neverHasBody && lengthField >= 0) {
                // Such an answer must not speak of a length (RFC 9110, section 8.6): a client might believe it.
                drop(lengthField);
            }
        } else if (framing == Framing.NONE) {
            framing = Framing.UNTIL_CLOSE;
        }
    }

    /** Forgets the length, for an answer that is sent with another body. */
    public void dropLength() {
        if (lengthField >= 0) {
            drop(lengthField);
        }
    }

    /** Writes status line and forwarded fields, without the empty line: the caller adds the fields of its own hop. */
    public void writeStatusAndFields(ByteWriter out) {
        out.ascii("HTTP/1.1 ").decimal(status).put(' ');
        out.put(bytes, reasonStart, reasonEnd - reasonStart).put('\r').put('\n');
        writeForwardedFields(out);
    }

    @Override
    void begin(byte[] source) {
        super.begin(source);
        rawStream = false;
        lengthField = -1;
        status = 0;
        minorVersion = 1;
    }

    @Override
    @Nullable
    Reason field(int index, int nameStart, int nameEnd, int start, int end) {
        switch (nameEnd - nameStart) {
            case 7 -> {
                if (is(nameStart, nameEnd, "upgrade") || is(nameStart, nameEnd, "trailer")) {
                    return drop(index);
                }
            }
            case 10 -> {
                if (is(nameStart, nameEnd, "connection")) {
                    takeConnection(start, end);
                    return drop(index);
                }
                if (is(nameStart, nameEnd, "keep-alive")) {
                    return drop(index);
                }
            }
            case 12 -> {
                if (is(nameStart, nameEnd, "content-type")) {
                    rawStream = starts(start, end, "application/vnd.docker.raw-stream")
                            || starts(start, end, "application/vnd.docker.multiplexed-stream");
                }
            }
            case 14 -> {
                if (is(nameStart, nameEnd, "content-length")) {
                    lengthField = index;
                    return takeLength(start, end) ? null : Reason.ENGINE_RESPONSE_MALFORMED;
                }
            }
            case 17 -> {
                if (is(nameStart, nameEnd, "transfer-encoding")) {
                    return takeCoding(start, end) ? drop(index) : Reason.ENGINE_RESPONSE_MALFORMED;
                }
            }
            default -> {}
        }
        return starts(nameStart, nameEnd, "proxy-") ? drop(index) : null;
    }

    @Override
    boolean mayBeNamed(int nameStart, int nameEnd) {
        return !starts(nameStart, nameEnd, "content-") && !starts(nameStart, nameEnd, "transfer-");
    }

    @Override
    @Nullable
    Reason finish() {
        boolean ambiguous = codingSeen && (lengthSeen || minorVersion == 0);
        return ambiguous || !dropNamed() ? Reason.ENGINE_RESPONSE_MALFORMED : null;
    }
}
