package io.caisson.core.http;

import io.caisson.core.reason.Reason;

/**
 * Reads one request head (RFC 9112, sections 2 to 7) strictly and without allocating. Stateless apart from its limits:
 * the caller keeps the bytes until a head is whole.
 */
public final class HeadParser {
    /** The answer of {@link #parse} when the bytes end before the head does. */
    public static final int INCOMPLETE = FieldSection.INCOMPLETE;
    /** The answer of {@link #parse} when {@link RequestHead#malformed()} says why these bytes are refused. */
    public static final int MALFORMED = FieldSection.MALFORMED;

    private static final int METHOD_BYTES_MAX = 16;
    private static final String PROTOCOL = "HTTP/1.";

    private final Limits limits;

    public HeadParser(Limits limits) {
        this.limits = limits;
    }

    /**
     * Reads a head from {@code from} to at most {@code to}.
     *
     * @return the position after the head, or {@link #INCOMPLETE}, or {@link #MALFORMED}
     */
    public int parse(byte[] bytes, int from, int to, RequestHead head) {
        head.begin(bytes);
        int last = Math.min(to, from + limits.headBytesMax());
        int position = requestLine(bytes, from, last, head);
        if (position > 0) {
            position = FieldSection.parse(bytes, position, last, limits.headersMax(), head);
        }
        if (position == INCOMPLETE && to - from >= limits.headBytesMax()) {
            return head.refuse(Reason.HEAD_TOO_LARGE);
        }
        return position;
    }

    private int requestLine(byte[] bytes, int from, int to, RequestHead head) {
        int position = from;
        while (position < to && bytes[position] >= 'A' && bytes[position] <= 'Z') {
            position++;
        }
        if (position - from > METHOD_BYTES_MAX) {
            return head.refuse(Reason.METHOD_MALFORMED);
        }
        if (position == to) {
            return INCOMPLETE;
        }
        if (position == from || bytes[position] != ' ') {
            return head.refuse(Reason.METHOD_MALFORMED);
        }
        head.methodStart = from;
        head.methodEnd = position;
        head.method = method(head);
        int targetStart = ++position;
        while (position < to && Octets.isTarget(bytes[position])) {
            position++;
        }
        head.targetStart = targetStart;
        head.targetEnd = Math.min(position, targetStart + limits.targetBytesMax());
        if (position - targetStart > limits.targetBytesMax()) {
            return head.refuse(Reason.TARGET_TOO_LONG);
        }
        if (position == to) {
            return INCOMPLETE;
        }
        if (position == targetStart || bytes[position] != ' ') {
            return head.refuse(Reason.TARGET_MALFORMED);
        }
        return protocolVersion(bytes, position + 1, to, head);
    }

    private static int protocolVersion(byte[] bytes, int from, int to, RequestHead head) {
        for (int i = 0; i < PROTOCOL.length(); i++) {
            if (from + i == to) {
                return INCOMPLETE;
            }
            if (bytes[from + i] != PROTOCOL.charAt(i)) {
                boolean preface = head.is(head.methodStart, head.methodEnd, "pri");
                return head.refuse(preface ? Reason.HTTP2_REFUSED : Reason.PROTOCOL_VERSION_UNSUPPORTED);
            }
        }
        int position = from + PROTOCOL.length();
        if (position == to) {
            return INCOMPLETE;
        }
        int minor = bytes[position] - '0';
        if (minor != 0 && minor != 1) {
            return head.refuse(Reason.PROTOCOL_VERSION_UNSUPPORTED);
        }
        head.minorVersion = minor;
        if (position + 1 < to && bytes[position + 1] != '\r' || position + 2 < to && bytes[position + 2] != '\n') {
            return head.refuse(Reason.HEAD_MALFORMED);
        }
        return position + 3 <= to ? position + 3 : INCOMPLETE;
    }

    /** The method is upper case by now, so that comparing without regard to case is comparing exactly. */
    private static Method method(RequestHead head) {
        int from = head.methodStart;
        int to = head.methodEnd;
        return switch (to - from) {
            case 3 -> head.is(from, to, "get") ? Method.GET : head.is(from, to, "put") ? Method.PUT : Method.OTHER;
            case 4 -> head.is(from, to, "post") ? Method.POST : head.is(from, to, "head") ? Method.HEAD : Method.OTHER;
            case 6 -> head.is(from, to, "delete") ? Method.DELETE : Method.OTHER;
            case 7 -> head.is(from, to, "options") ? Method.OPTIONS : Method.OTHER;
            default -> Method.OTHER;
        };
    }
}
