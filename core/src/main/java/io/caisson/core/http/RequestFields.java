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
                    head.takeConnection(start, end);
                    return head.drop(index);
                }
                if (head.is(nameStart, nameEnd, "keep-alive")) {
                    return head.drop(index);
                }
            }
            case 12, 13, 14, 17 -> {
                return longer(head, index, nameStart, nameEnd, start, end);
            }
            default -> {}
        }
        return forwarding(head, index, nameStart, nameEnd);
    }

    private static @Nullable Reason longer(
            RequestHead head, int index, int nameStart, int nameEnd, int start, int end) {
        switch (nameEnd - nameStart) {
            case 12 -> {
                if (head.is(nameStart, nameEnd, "content-type")) {
                    // The engine reads the first of two; another reader might read the last.
                    if (head.contentTypeField >= 0) {
                        return Reason.HEAD_MALFORMED;
                    }
                    head.contentTypeField = index;
                    head.contentType = ContentType.of(head.bytes, start, end);
                    return null;
                }
            }
            case 13 -> {
                // Credentials for Caisson, or for a proxy before it, are not the engine's business.
                if (head.is(nameStart, nameEnd, "authorization")) {
                    head.authorizationField =
                            head.authorizationField == RequestHead.NO_FIELD ? index : RequestHead.SEVERAL_FIELDS;
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
        return forwarding(head, index, nameStart, nameEnd);
    }

    /** Fields that speak of a proxy, which only the one before us could have meant. */
    private static @Nullable Reason forwarding(RequestHead head, int index, int nameStart, int nameEnd) {
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
        return head.dropNamed() ? null : Reason.HEAD_MALFORMED;
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
}
