package io.caisson.core.http;

import io.caisson.core.http.RequestHead.Upgrade;
import io.caisson.core.reason.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What the header fields of a request mean for the message itself: its framing, its connection and which of them go on
 * to the engine. Fields of one hop and fields that speak of a proxy are dropped; a field that could be read in two ways
 * refuses the request.
 */
final class RequestFields {
    private RequestFields() {}

    /** Takes up one field; the length decides first, so that an ordinary field costs one comparison at most. */
    static @Nullable Reason field(RequestHead head, int index, int nameStart, int nameEnd, int start, int end) {
        switch (nameEnd - nameStart) {
            case 2 -> {
                if (head.is(nameStart, nameEnd, "te")) {
                    return head.drop(index);
                }
            }
            case 3 -> {
                if (head.is(nameStart, nameEnd, "via")) {
                    return head.drop(index);
                }
            }
            case 4 -> {
                if (head.is(nameStart, nameEnd, "host")) {
                    return host(head, index, start, end);
                }
            }
            case 6 -> {
                if (head.is(nameStart, nameEnd, "expect")) {
                    head.expectsContinue = true;
                    return head.is(start, end, "100-continue") ? head.drop(index) : Reason.EXPECTATION_UNSUPPORTED;
                }
            }
            case 7 -> {
                if (head.is(nameStart, nameEnd, "upgrade")) {
                    return upgrade(head, index, start, end);
                }
                if (head.is(nameStart, nameEnd, "trailer")) {
                    return head.drop(index);
                }
            }
            case 9 -> {
                if (head.is(nameStart, nameEnd, "forwarded") || head.is(nameStart, nameEnd, "x-real-ip")) {
                    return head.drop(index);
                }
            }
            case 10 -> {
                if (head.is(nameStart, nameEnd, "connection")) {
                    return connection(head, index, start, end);
                }
                if (head.is(nameStart, nameEnd, "keep-alive")) {
                    return head.drop(index);
                }
            }
            case 12 -> {
                if (head.is(nameStart, nameEnd, "content-type")) {
                    // The engine reads the first of two; another reader might read the last.
                    if (head.contentTypeField >= 0) {
                        return Reason.HEAD_MALFORMED;
                    }
                    head.contentTypeField = index;
                    return null;
                }
            }
            case 13 -> {
                // Credentials for Caisson, or for a proxy before it, are not the engine's business.
                if (head.is(nameStart, nameEnd, "authorization")) {
                    return head.drop(index);
                }
            }
            case 14 -> {
                if (head.is(nameStart, nameEnd, "content-length")) {
                    return head.takeLength(start, end) ? head.drop(index) : Reason.FRAMING_AMBIGUOUS;
                }
                if (head.is(nameStart, nameEnd, "http2-settings")) {
                    return head.drop(index);
                }
            }
            case 17 -> {
                if (head.is(nameStart, nameEnd, "transfer-encoding")) {
                    return head.takeCoding(start, end) ? head.drop(index) : Reason.FRAMING_UNSUPPORTED;
                }
            }
            default -> {}
        }
        if (head.starts(nameStart, nameEnd, "x-forwarded") || head.starts(nameStart, nameEnd, "proxy-")) {
            return head.drop(index);
        }
        return null;
    }

    /** The checks that need the whole section; answers why the head is refused, or null. */
    static @Nullable Reason finish(RequestHead head) {
        if (head.minorVersion == 1 && !head.hostSeen) {
            return Reason.HOST_MALFORMED;
        }
        if (head.codingSeen && head.lengthSeen) {
            return Reason.FRAMING_AMBIGUOUS;
        }
        if (head.minorVersion == 0) {
            if (head.codingSeen) {
                return Reason.FRAMING_UNSUPPORTED;
            }
            head.expectsContinue = false;
        }
        return head.connectionNames ? dropNamed(head) : null;
    }

    private static @Nullable Reason host(RequestHead head, int index, int start, int end) {
        if (head.hostSeen) {
            return Reason.HOST_MALFORMED;
        }
        head.hostSeen = true;
        for (int i = start; i < end; i++) {
            if (!Octets.isHost(head.bytes[i])) {
                return Reason.HOST_MALFORMED;
            }
        }
        return head.drop(index);
    }

    private static @Nullable Reason upgrade(RequestHead head, int index, int start, int end) {
        if (head.upgrade != Upgrade.NONE) {
            return Reason.UPGRADE_UNSUPPORTED;
        }
        if (head.is(start, end, "tcp")) {
            head.upgrade = Upgrade.TCP;
        } else if (head.is(start, end, "h2c")) {
            head.upgrade = Upgrade.H2C;
        } else if (head.is(start, end, "websocket")) {
            head.upgrade = Upgrade.WEBSOCKET;
        } else {
            head.upgrade = Upgrade.OTHER;
        }
        return head.drop(index);
    }

    private static @Nullable Reason connection(RequestHead head, int index, int start, int end) {
        for (int position = start; position < end; ) {
            int comma = comma(head.bytes, position, end);
            int from = skipBlank(head.bytes, position, comma);
            int to = trimBlank(head.bytes, from, comma);
            if (head.is(from, to, "close")) {
                head.closeSeen = true;
            } else if (head.is(from, to, "keep-alive")) {
                head.keepAliveSeen = true;
            } else if (from < to && !head.is(from, to, "upgrade")) {
                head.connectionNames = true;
            }
            position = comma + 1;
        }
        return head.drop(index);
    }

    /**
     * Drops the fields that a Connection field names. Naming a field that the engine's reading depends on is an attempt to
     * have it removed between us and the engine, and refuses the request.
     */
    private static @Nullable Reason dropNamed(RequestHead head) {
        for (int i = 0; i < head.headerCount; i++) {
            if (!head.is(head.fields[4 * i], head.fields[4 * i + 1], "connection")) {
                continue;
            }
            int start = head.fields[4 * i + 2];
            int end = head.fields[4 * i + 3];
            for (int j = 0; j < head.headerCount; j++) {
                int nameStart = head.fields[4 * j];
                int nameEnd = head.fields[4 * j + 1];
                if (!lists(head.bytes, start, end, nameStart, nameEnd)) {
                    continue;
                }
                if (head.starts(nameStart, nameEnd, "content-")
                        || head.starts(nameStart, nameEnd, "transfer-")
                        || head.starts(nameStart, nameEnd, "host")
                        || head.starts(nameStart, nameEnd, "sec-")
                        || head.starts(nameStart, nameEnd, "x-")) {
                    return Reason.HEAD_MALFORMED;
                }
                head.forwarded[j] = false;
            }
        }
        return null;
    }

    private static boolean lists(byte[] bytes, int start, int end, int nameStart, int nameEnd) {
        for (int position = start; position < end; ) {
            int comma = comma(bytes, position, end);
            int from = skipBlank(bytes, position, comma);
            if (Octets.equalsIgnoreCase(bytes, from, trimBlank(bytes, from, comma), bytes, nameStart, nameEnd)) {
                return true;
            }
            position = comma + 1;
        }
        return false;
    }

    private static int comma(byte[] bytes, int from, int end) {
        int position = from;
        while (position < end && bytes[position] != ',') {
            position++;
        }
        return position;
    }

    private static int skipBlank(byte[] bytes, int from, int end) {
        int position = from;
        while (position < end && Octets.isBlank(bytes[position])) {
            position++;
        }
        return position;
    }

    private static int trimBlank(byte[] bytes, int from, int end) {
        int position = end;
        while (position > from && Octets.isBlank(bytes[position - 1])) {
            position--;
        }
        return position;
    }
}
