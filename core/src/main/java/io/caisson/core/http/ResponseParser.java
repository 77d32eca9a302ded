package io.caisson.core.http;

import io.caisson.core.reason.Reason;

/**
 * Reads one response head of the engine as strictly as a request's: an engine, or what pretends to be one, must not be
 * able to make its answer end elsewhere than the client believes.
 */
public final class ResponseParser {
    /** The answer of {@link #parse} when the bytes end before the head does. */
    public static final int INCOMPLETE = FieldSection.INCOMPLETE;
    /** The answer of {@link #parse} when the bytes are no acceptable head. */
    public static final int MALFORMED = FieldSection.MALFORMED;

    private static final String PROTOCOL = "HTTP/1.";
    /** {@code HTTP/1.1 200} and a space. */
    private static final int STATUS_LINE_BYTES_MIN = 13;

    private final Limits limits;

    public ResponseParser(Limits limits) {
        this.limits = limits;
    }

    /**
     * Reads a head from {@code from} to at most {@code to}.
     *
     * @return the position after the head, or {@link #INCOMPLETE}, or {@link #MALFORMED}
     */
    public int parse(byte[] bytes, int from, int to, ResponseHead head) {
        head.begin(bytes);
        int last = Math.min(to, from + limits.responseHeadBytesMax());
        int position = statusLine(bytes, from, last, head);
        if (position > 0) {
            position = FieldSection.parse(bytes, position, last, limits.headersMax(), head);
        }
        boolean tooLarge = position == INCOMPLETE && to - from >= limits.responseHeadBytesMax();
        return position == MALFORMED || tooLarge ? head.refuse(Reason.ENGINE_RESPONSE_MALFORMED) : position;
    }

    private static int statusLine(byte[] bytes, int from, int to, ResponseHead head) {
        int checked = Math.min(PROTOCOL.length(), to - from);
        for (int i = 0; i < checked; i++) {
            if (bytes[from + i] != PROTOCOL.charAt(i)) {
                return MALFORMED;
            }
        }
        if (to - from < STATUS_LINE_BYTES_MIN) {
            return INCOMPLETE;
        }
        int position = from + PROTOCOL.length();
        head.minorVersion = bytes[position] - '0';
        int status = 0;
        for (int i = position + 2; i < position + 5; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return MALFORMED;
            }
            status = 10 * status + digit;
        }
        boolean plausible = head.minorVersion == 0 || head.minorVersion == 1;
        if (!plausible || bytes[position + 1] != ' ' || bytes[position + 5] != ' ' || status < 100) {
            return MALFORMED;
        }
        head.status = status;
        position += 6;
        head.reasonStart = position;
        while (position < to && Octets.isFieldValue(bytes[position])) {
            position++;
        }
        head.reasonEnd = position;
        if (position + 1 >= to) {
            return position == to || bytes[position] == '\r' ? INCOMPLETE : MALFORMED;
        }
        return bytes[position] == '\r' && bytes[position + 1] == '\n' ? position + 2 : MALFORMED;
    }
}
