package io.caisson.core.http;

import io.caisson.core.reason.Reason;

/**
 * Reads one request head (RFC 9112, sections 2 to 7) strictly and without allocating. Stateless apart from its limits:
 * the caller keeps the bytes until a head is whole.
 */
public final class HeadParser {
    /** The answer of {@link #parse} when the bytes end before the head does. */
    public static final int INCOMPLETE = 0;
    /** The answer of {@link #parse} when {@link RequestHead#malformed()} says why these bytes are refused. */
    public static final int MALFORMED = -1;

    private static final int METHOD_BYTES_MAX = 16;

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
        head.bytes = bytes;
        head.malformed = null;
        int end = parseWithin(bytes, from, Math.min(to, from + limits.headBytesMax()), head);
        if (end == INCOMPLETE && to - from >= limits.headBytesMax()) {
            return refuse(head, Reason.HEAD_TOO_LARGE);
        }
        return end;
    }

    private int parseWithin(byte[] bytes, int from, int to, RequestHead head) {
        int position = requestLine(bytes, from, to, head);
        if (position <= 0) {
            return position;
        }
        FieldScan.reset(head);
        int count = 0;
        while (position < to) {
            byte first = bytes[position];
            if (first == '\r') {
                if (position + 1 >= to) {
                    return INCOMPLETE;
                }
                if (bytes[position + 1] != '\n') {
                    return refuse(head, Reason.HEAD_MALFORMED);
                }
                head.headerCount = count;
                Reason reason = FieldScan.finish(head);
                return reason == null ? position + 2 : refuse(head, reason);
            }
            int nameStart = position;
            while (position < to && Octets.isToken(bytes[position])) {
                position++;
            }
            if (position == to) {
                return INCOMPLETE;
            }
            if (position == nameStart || bytes[position] != ':') {
                return refuse(head, Reason.HEAD_MALFORMED);
            }
            int nameEnd = position++;
            while (position < to && Octets.isBlank(bytes[position])) {
                position++;
            }
            int valueStart = position;
            while (position < to && Octets.isFieldValue(bytes[position])) {
                position++;
            }
            int valueEnd = position;
            if (position + 1 >= to) {
                return position == to || bytes[position] == '\r' ? INCOMPLETE : refuse(head, Reason.HEAD_MALFORMED);
            }
            // A lone CR or LF, NUL and the other controls all end here.
            if (bytes[position] != '\r' || bytes[position + 1] != '\n') {
                return refuse(head, Reason.HEAD_MALFORMED);
            }
            position += 2;
            while (valueEnd > valueStart && Octets.isBlank(bytes[valueEnd - 1])) {
                valueEnd--;
            }
            if (count == limits.headersMax()) {
                return refuse(head, Reason.TOO_MANY_HEADERS);
            }
            Reason reason = FieldScan.field(head, count++, nameStart, nameEnd, valueStart, valueEnd);
            if (reason != null) {
                return refuse(head, reason);
            }
        }
        return INCOMPLETE;
    }

    private int requestLine(byte[] bytes, int from, int to, RequestHead head) {
        int position = from;
        while (position < to && bytes[position] >= 'A' && bytes[position] <= 'Z') {
            position++;
        }
        if (position - from > METHOD_BYTES_MAX) {
            return refuse(head, Reason.METHOD_MALFORMED);
        }
        if (position == to) {
            return INCOMPLETE;
        }
        if (position == from || bytes[position] != ' ') {
            return refuse(head, Reason.METHOD_MALFORMED);
        }
        head.methodStart = from;
        head.methodEnd = position;
        head.method = method(bytes, from, position);
        int targetStart = ++position;
        while (position < to && Octets.isTarget(bytes[position])) {
            position++;
        }
        if (position - targetStart > limits.targetBytesMax()) {
            return refuse(head, Reason.TARGET_TOO_LONG);
        }
        head.targetStart = targetStart;
        head.targetEnd = position;
        if (position == to) {
            return INCOMPLETE;
        }
        if (position == targetStart || bytes[position] != ' ') {
            return refuse(head, Reason.TARGET_MALFORMED);
        }
        return protocolVersion(bytes, position + 1, to, head);
    }

    private static int protocolVersion(byte[] bytes, int from, int to, RequestHead head) {
        String expected = "HTTP/1.";
        for (int i = 0; i < expected.length(); i++) {
            if (from + i == to) {
                return INCOMPLETE;
            }
            if (bytes[from + i] != expected.charAt(i)) {
                boolean preface = Octets.equalsIgnoreCase(bytes, head.methodStart, head.methodEnd, "pri");
                return refuse(head, preface ? Reason.HTTP2_REFUSED : Reason.PROTOCOL_VERSION_UNSUPPORTED);
            }
        }
        int position = from + expected.length();
        if (position + 3 > to) {
            return INCOMPLETE;
        }
        int minor = bytes[position] - '0';
        if (minor != 0 && minor != 1) {
            return refuse(head, Reason.PROTOCOL_VERSION_UNSUPPORTED);
        }
        if (bytes[position + 1] != '\r' || bytes[position + 2] != '\n') {
            return refuse(head, Reason.HEAD_MALFORMED);
        }
        head.minorVersion = minor;
        return position + 3;
    }

    private static Method method(byte[] bytes, int from, int to) {
        return switch (to - from) {
            case 3 ->
                match(bytes, from, to, "get", Method.GET, match(bytes, from, to, "put", Method.PUT, Method.OTHER));
            case 4 ->
                match(bytes, from, to, "post", Method.POST, match(bytes, from, to, "head", Method.HEAD, Method.OTHER));
            case 6 -> match(bytes, from, to, "delete", Method.DELETE, Method.OTHER);
            case 7 -> match(bytes, from, to, "options", Method.OPTIONS, Method.OTHER);
            default -> Method.OTHER;
        };
    }

    private static Method match(byte[] bytes, int from, int to, String word, Method method, Method otherwise) {
        return Octets.equalsIgnoreCase(bytes, from, to, word) ? method : otherwise;
    }

    private static int refuse(RequestHead head, Reason reason) {
        head.malformed = reason;
        return MALFORMED;
    }
}
