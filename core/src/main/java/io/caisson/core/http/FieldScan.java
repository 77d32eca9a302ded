package io.caisson.core.http;

import io.caisson.core.http.RequestHead.Upgrade;
import io.caisson.core.reason.Reason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the header fields of a request mean for the message itself: its framing, its connection and which of them go on
 * to the engine. Fields of one hop and fields that speak of a proxy are dropped; a field that could be read in two ways
 * refuses the request.
 */
final class FieldScan {
    private static final int HOST_SEEN = 1;
    private static final int LENGTH_SEEN = 2;
    private static final int CODING_SEEN = 4;
    private static final int TYPE_SEEN = 8;
    private static final int CLOSE = 16;
    private static final int KEEP_ALIVE = 32;

    private FieldScan() {}

    static void reset(RequestHead head) {
        head.headerCount = 0;
        head.seen = 0;
        head.framing = Framing.NONE;
        head.contentLength = 0;
        head.expectsContinue = false;
        head.upgrade = Upgrade.NONE;
        head.contentTypeStart = 0;
        head.contentTypeEnd = 0;
        head.connectionNames = false;
    }

    /** Takes up one field; answers why the head is refused, or null. */
    static @Nullable Reason field(RequestHead head, int index, int nameStart, int nameEnd, int start, int end) {
        if (4 * index == head.fields.length) {
            head.fields = Arrays.copyOf(head.fields, 2 * head.fields.length);
            head.forwarded = Arrays.copyOf(head.forwarded, 2 * head.forwarded.length);
        }
        head.fields[4 * index] = nameStart;
        head.fields[4 * index + 1] = nameEnd;
        head.fields[4 * index + 2] = start;
        head.fields[4 * index + 3] = end;
        head.forwarded[index] = true;
        byte[] bytes = head.bytes;
        // The length decides first, so that an ordinary field costs one comparison at most.
        switch (nameEnd - nameStart) {
            case 2 -> {
                if (is(bytes, nameStart, nameEnd, "te")) {
                    return drop(head, index);
                }
            }
            case 3 -> {
                if (is(bytes, nameStart, nameEnd, "via")) {
                    return drop(head, index);
                }
            }
            case 4 -> {
                if (is(bytes, nameStart, nameEnd, "host")) {
                    return host(head, index, start, end);
                }
            }
            case 6 -> {
                if (is(bytes, nameStart, nameEnd, "expect")) {
                    return expect(head, index, start, end);
                }
            }
            case 7 -> {
                if (is(bytes, nameStart, nameEnd, "upgrade")) {
                    return upgrade(head, index, start, end);
                }
                if (is(bytes, nameStart, nameEnd, "trailer")) {
                    return drop(head, index);
                }
            }
            case 9 -> {
                if (is(bytes, nameStart, nameEnd, "forwarded") || is(bytes, nameStart, nameEnd, "x-real-ip")) {
                    return drop(head, index);
                }
            }
            case 10 -> {
                if (is(bytes, nameStart, nameEnd, "connection")) {
                    return connection(head, index, start, end);
                }
                if (is(bytes, nameStart, nameEnd, "keep-alive")) {
                    return drop(head, index);
                }
            }
            case 12 -> {
                if (is(bytes, nameStart, nameEnd, "content-type")) {
                    return contentType(head, start, end);
                }
            }
            case 13 -> {
                // Credentials for Caisson or for a proxy before it are not the engine's business.
                if (is(bytes, nameStart, nameEnd, "authorization")) {
                    return drop(head, index);
                }
            }
            case 14 -> {
                if (is(bytes, nameStart, nameEnd, "content-length")) {
                    return contentLength(head, index, start, end);
                }
                if (is(bytes, nameStart, nameEnd, "http2-settings")) {
                    return drop(head, index);
                }
            }
            case 17 -> {
                if (is(bytes, nameStart, nameEnd, "transfer-encoding")) {
                    return transferEncoding(head, index, start, end);
                }
            }
            default -> {}
        }
        if (starts(bytes, nameStart, nameEnd, "x-forwarded") || starts(bytes, nameStart, nameEnd, "proxy-")) {
            return drop(head, index);
        }
        return null;
    }

    /** The checks that need the whole section; answers why the head is refused, or null. */
    static @Nullable Reason finish(RequestHead head) {
        if (head.minorVersion == 1 && (head.seen & HOST_SEEN) == 0) {
            return Reason.HOST_MALFORMED;
        }
        if ((head.seen & CODING_SEEN) != 0) {
            if ((head.seen & LENGTH_SEEN) != 0) {
                return Reason.FRAMING_AMBIGUOUS;
            }
            if (head.minorVersion == 0) {
                return Reason.FRAMING_UNSUPPORTED;
            }
        }
        boolean close = (head.seen & CLOSE) != 0;
        head.keepAlive = !close && (head.minorVersion == 1 || (head.seen & KEEP_ALIVE) != 0);
        if (head.minorVersion == 0) {
            head.expectsContinue = false;
        }
        return head.connectionNames ? dropNamed(head) : null;
    }

    private static @Nullable Reason host(RequestHead head, int index, int start, int end) {
        if ((head.seen & HOST_SEEN) != 0) {
            return Reason.HOST_MALFORMED;
        }
        head.seen |= HOST_SEEN;
        for (int i = start; i < end; i++) {
            if (!Octets.isHost(head.bytes[i])) {
                return Reason.HOST_MALFORMED;
            }
        }
        return drop(head, index);
    }

    private static @Nullable Reason expect(RequestHead head, int index, int start, int end) {
        if (!is(head.bytes, start, end, "100-continue")) {
            return Reason.EXPECTATION_UNSUPPORTED;
        }
        head.expectsContinue = true;
        return drop(head, index);
    }

    private static @Nullable Reason upgrade(RequestHead head, int index, int start, int end) {
        if (head.upgrade != Upgrade.NONE) {
            return Reason.UPGRADE_UNSUPPORTED;
        }
        byte[] bytes = head.bytes;
        if (is(bytes, start, end, "tcp")) {
            head.upgrade = Upgrade.TCP;
        } else if (is(bytes, start, end, "h2c")) {
            head.upgrade = Upgrade.H2C;
        } else if (is(bytes, start, end, "websocket")) {
            head.upgrade = Upgrade.WEBSOCKET;
        } else {
            head.upgrade = Upgrade.OTHER;
        }
        return drop(head, index);
    }

    private static @Nullable Reason contentType(RequestHead head, int start, int end) {
        if ((head.seen & TYPE_SEEN) != 0) {
            return Reason.HEAD_MALFORMED;
        }
        head.seen |= TYPE_SEEN;
        head.contentTypeStart = start;
        head.contentTypeEnd = end;
        return null;
    }

    private static @Nullable Reason contentLength(RequestHead head, int index, int start, int end) {
        // Engines accept equal duplicates; nobody sends them, and one reading is worth more than leniency.
        if ((head.seen & LENGTH_SEEN) != 0) {
            return Reason.FRAMING_AMBIGUOUS;
        }
        head.seen |= LENGTH_SEEN;
        long length = decimal(head.bytes, start, end);
        if (length < 0) {
            return Reason.FRAMING_AMBIGUOUS;
        }
        if (head.framing == Framing.NONE) {
            head.framing = Framing.LENGTH;
        }
        head.contentLength = length;
        return drop(head, index);
    }

    private static @Nullable Reason transferEncoding(RequestHead head, int index, int start, int end) {
        if ((head.seen & CODING_SEEN) != 0 || !is(head.bytes, start, end, "chunked")) {
            return Reason.FRAMING_UNSUPPORTED;
        }
        head.seen |= CODING_SEEN;
        head.framing = Framing.CHUNKED;
        return drop(head, index);
    }

    private static @Nullable Reason connection(RequestHead head, int index, int start, int end) {
        byte[] bytes = head.bytes;
        int position = start;
        while (position < end) {
            int comma = position;
            while (comma < end && bytes[comma] != ',') {
                comma++;
            }
            int from = position;
            int to = comma;
            while (from < to && Octets.isBlank(bytes[from])) {
                from++;
            }
            while (to > from && Octets.isBlank(bytes[to - 1])) {
                to--;
            }
            if (is(bytes, from, to, "close")) {
                head.seen |= CLOSE;
            } else if (is(bytes, from, to, "keep-alive")) {
                head.seen |= KEEP_ALIVE;
            } else if (from < to && !is(bytes, from, to, "upgrade")) {
                head.connectionNames = true;
            }
            position = comma + 1;
        }
        return drop(head, index);
    }

    /**
     * Drops the fields that a Connection field names. Naming a field that the engine's reading depends on is an attempt to
     * have it removed between us and the engine, and refuses the request.
     */
    private static @Nullable Reason dropNamed(RequestHead head) {
        byte[] bytes = head.bytes;
        for (int i = 0; i < head.headerCount; i++) {
            int f = 4 * i;
            if (!is(bytes, head.fields[f], head.fields[f + 1], "connection")) {
                continue;
            }
            for (int j = 0; j < head.headerCount; j++) {
                int nameStart = head.fields[4 * j];
                int nameEnd = head.fields[4 * j + 1];
                if (lists(bytes, head.fields[f + 2], head.fields[f + 3], nameStart, nameEnd)) {
                    if (starts(bytes, nameStart, nameEnd, "content-")
                            || starts(bytes, nameStart, nameEnd, "transfer-")
                            || starts(bytes, nameStart, nameEnd, "x-")
                            || starts(bytes, nameStart, nameEnd, "host")
                            || starts(bytes, nameStart, nameEnd, "sec-")) {
                        return Reason.HEAD_MALFORMED;
                    }
                    head.forwarded[j] = false;
                }
            }
        }
        return null;
    }

    private static boolean lists(byte[] bytes, int start, int end, int nameStart, int nameEnd) {
        int position = start;
        while (position < end) {
            int comma = position;
            while (comma < end && bytes[comma] != ',') {
                comma++;
            }
            int from = position;
            int to = comma;
            while (from < to && Octets.isBlank(bytes[from])) {
                from++;
            }
            while (to > from && Octets.isBlank(bytes[to - 1])) {
                to--;
            }
            if (Octets.equalsIgnoreCase(bytes, from, to, bytes, nameStart, nameEnd)) {
                return true;
            }
            position = comma + 1;
        }
        return false;
    }

    private static long decimal(byte[] bytes, int start, int end) {
        // Eighteen digits fit a long; no engine takes a body of an exabyte.
        if (start == end || end - start > 18) {
            return -1;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    private static @Nullable Reason drop(RequestHead head, int index) {
        head.forwarded[index] = false;
        return null;
    }

    private static boolean is(byte[] bytes, int from, int to, String word) {
        return Octets.equalsIgnoreCase(bytes, from, to, word);
    }

    private static boolean starts(byte[] bytes, int from, int to, String word) {
        return Octets.startsWithIgnoreCase(bytes, from, to, word);
    }
}
