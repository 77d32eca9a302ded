package io.caisson.core.http;

import io.caisson.core.reason.Reason;

/** Reads the header section of a message (RFC 9112, section 5) strictly and without allocating. */
final class FieldSection {
    /** The bytes end before the section does. */
    static final int INCOMPLETE = 0;
    /** {@link MessageHead#malformed()} says why these bytes are refused. */
    static final int MALFORMED = -1;

    private FieldSection() {}

    /** Reads fields from {@code from}; answers the position after the empty line, or one of the two constants. */
    static int parse(byte[] bytes, int from, int to, int headersMax, MessageHead head) {
        int position = from;
        int count = 0;
        while (position < to) {
            if (bytes[position] == '\r') {
                if (position + 1 == to) {
                    return INCOMPLETE;
                }
                if (bytes[position + 1] != '\n') {
                    return head.refuse(Reason.HEAD_MALFORMED);
                }
                Reason reason = head.finish();
                return reason == null ? position + 2 : head.refuse(reason);
            }
            int nameStart = position;
            while (position < to && Octets.isToken(bytes[position])) {
                position++;
            }
            if (position == to) {
                return INCOMPLETE;
            }
            // White space before the colon and folded lines end here.
            if (position == nameStart || bytes[position] != ':') {
                return head.refuse(Reason.HEAD_MALFORMED);
            }
            int nameEnd = position++;
            while (position < to && Octets.isBlank(bytes[position])) {
                position++;
            }
            int start = position;
            while (position < to && Octets.isFieldValue(bytes[position])) {
                position++;
            }
            int end = position;
            // A lone CR or LF, NUL and the other controls end here.
            if (position < to && bytes[position] != '\r' || position + 1 < to && bytes[position + 1] != '\n') {
                return head.refuse(Reason.HEAD_MALFORMED);
            }
            if (position + 1 >= to) {
                return INCOMPLETE;
            }
            position += 2;
            while (end > start && Octets.isBlank(bytes[end - 1])) {
                end--;
            }
            if (count == headersMax) {
                return head.refuse(Reason.TOO_MANY_HEADERS);
            }
            head.store(count, nameStart, nameEnd, start, end);
            Reason reason = head.field(count++, nameStart, nameEnd, start, end);
            if (reason != null) {
                return head.refuse(reason);
            }
        }
        return INCOMPLETE;
    }
}
