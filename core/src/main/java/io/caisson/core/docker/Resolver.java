package io.caisson.core.docker;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Method;
import io.caisson.core.http.Octets;
import io.caisson.core.http.RequestHead;
import io.caisson.core.reason.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * From a request head to the operation that the engine would run for it, with its arguments, or to a refusal. The
 * engine decodes a path once, redirects to its cleaned form, and takes the first of its routes that matches; so does
 * this, but where a path could mean two operations, or a name holds what no name has, it refuses. Allocates nothing on
 * the way to an operation. Stateless.
 */
public final class Resolver {
    private static final int VERSION_PART_MAX = 999;

    /**
     * Resolves a head to a call.
     *
     * @return null when {@code call} is filled, otherwise why the request is refused
     */
    public @Nullable Reason resolve(RequestHead head, Call call) {
        return resolve(head, head.method(), call);
    }

    /** Resolves a head as if it had another method. */
    public @Nullable Reason resolve(RequestHead head, Method method, Call call) {
        byte[] bytes = head.bytes();
        int from = head.targetStart();
        int to = head.targetEnd();
        call.route = null;
        call.versionParts = 0;
        call.query.clear();
        if (method == Method.OPTIONS && to - from == 1 && bytes[from] == '*') {
            call.operation = Operation.SystemOptions;
            return null;
        }
        int pathEnd = from;
        while (pathEnd < to && bytes[pathEnd] != '?') {
            pathEnd++;
        }
        // Absolute form and authority form name a host, which is the client's idea and not the engine's.
        if (from == pathEnd || bytes[from] != '/' || !decode(bytes, from, pathEnd, call.path.clear())) {
            return Reason.TARGET_MALFORMED;
        }
        Reason reason = check(call.path);
        if (reason != null) {
            return reason;
        }
        reason = method == Method.OPTIONS ? options(call) : route(method, call);
        return reason != null || pathEnd == to ? reason : call.query.parse(bytes, pathEnd + 1, to, call.operation);
    }

    /** The engine answers OPTIONS on any path alike. */
    private static @Nullable Reason options(Call call) {
        call.operation = Operation.SystemOptions;
        return null;
    }

    private static boolean decode(byte[] bytes, int from, int to, ByteWriter out) {
        for (int i = from; i < to; i++) {
            byte octet = bytes[i];
            if (octet == '%') {
                int value = i + 2 < to ? Octets.hex(bytes[i + 1]) << 4 | Octets.hex(bytes[i + 2]) : -1;
                if (value < 0) {
                    return false;
                }
                out.put(value);
                i += 2;
            } else {
                out.put(octet);
            }
        }
        return true;
    }

    /**
     * Looks for what the engine would redirect, and for characters that no name has but that others read in their own
     * way.
     */
    private static @Nullable Reason check(ByteWriter path) {
        byte[] bytes = path.bytes();
        int length = path.length();
        boolean ascii = true;
        boolean strange = false;
        int segment = 1;
        for (int i = 1; i <= length; i++) {
            byte octet = i == length ? (byte) '/' : bytes[i];
            if (octet == '/') {
                int size = i - segment;
                boolean empty = size == 0 && i < length;
                boolean dots = size == 1 && bytes[segment] == '.'
                        || size == 2 && bytes[segment] == '.' && bytes[segment + 1] == '.';
                if (empty || dots) {
                    return Reason.PATH_NOT_CANONICAL;
                }
                segment = i + 1;
            } else if (octet < 0) {
                ascii = false;
            } else {
                strange |= isStrange(octet);
            }
        }
        return strange || !ascii && !isPlainText(path) ? Reason.ARGUMENT_MALFORMED : null;
    }

    private static boolean isStrange(byte octet) {
        return octet <= ' '
                || octet == 0x7f
                || octet == '%'
                || octet == '\\'
                || octet == '?'
                || octet == '#'
                || octet == ';'
                || octet == '"';
    }

    /** Whether a path beyond ASCII is valid UTF-8 without controls and separators. */
    private static boolean isPlainText(ByteWriter path) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(path.bytes(), 0, path.length()))
                    .toString();
        } catch (CharacterCodingException invalid) {
            return false;
        }
        return text.codePoints().allMatch(Resolver::isPlain);
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static @Nullable Reason route(Method method, Call call) {
        byte[] path = call.path.bytes();
        int length = call.path.length();
        int from = versionEnd(path, length);
        if (from > 0 && !version(path, from, call)) {
            return Reason.API_VERSION_MALFORMED;
        }
        if (from == length) {
            return Reason.UNKNOWN_OPERATION;
        }
        Route found = null;
        for (Route candidate : Routes.candidates(method, path, from, length)) {
            // A route without arguments is looked at first and wins; of two others, nobody knows which the engine
            // takes.
            if (found != null && found.isLiteral()) {
                break;
            }
            if (isServed(candidate.operation(), call) && candidate.matches(path, from, length, call.bounds)) {
                if (found != null) {
                    return Reason.UNKNOWN_OPERATION;
                }
                found = candidate;
            }
        }
        if (found == null) {
            return Reason.UNKNOWN_OPERATION;
        }
        // The bounds may be those of a later candidate that did not match in the end.
        found.matches(path, from, length, call.bounds);
        call.route = found;
        call.operation = found.operation();
        return isVersioned(call) ? null : Reason.API_VERSION_MALFORMED;
    }

    /**
     * The end of a version prefix of the form {@code /v} and digits or dots, as the engine's routes have it; 0 if none.
     */
    private static int versionEnd(byte[] path, int length) {
        if (length < 3 || path[1] != 'v') {
            return 0;
        }
        int position = 2;
        while (position < length && (path[position] >= '0' && path[position] <= '9' || path[position] == '.')) {
            position++;
        }
        return position > 2 && (position == length || path[position] == '/') ? position : 0;
    }

    /**
     * Reads {@code /v1.41} or {@code /v4.9.3}: plain numbers without leading zeros, so that there is one spelling of
     * each.
     */
    private static boolean version(byte[] path, int end, Call call) {
        int part = -1;
        for (int i = 2; i <= end; i++) {
            byte octet = i == end ? (byte) '.' : path[i];
            if (octet == '.') {
                if (part < 0 || call.versionParts == call.version.length) {
                    return false;
                }
                call.version[call.versionParts++] = part;
                part = -1;
            } else {
                if (part == 0) {
                    return false;
                }
                part = Math.max(part, 0) * 10 + octet - '0';
                if (part > VERSION_PART_MAX) {
                    return false;
                }
            }
        }
        return call.versionParts >= 2;
    }

    /** Docker's versions have two parts; only Podman's own have three. */
    private static boolean isVersioned(Call call) {
        return call.versionParts != 3 || call.operation.tag().libpod();
    }

    /**
     * Whether engines have the route under the call's version, where that decides between two operations of one path.
     */
    private static boolean isServed(Operation operation, Call call) {
        return switch (operation) {
            case PluginInspectLegacy -> call.versionMajor() == 1 && call.versionMinor() <= 24;
            case ManifestCreateV3Libpod, ManifestAddLibpod, ManifestPushV3Libpod ->
                call.versionMajor() >= 0 && call.versionMajor() <= 3;
            case ManifestCreateLibpod, ManifestModifyLibpod, ManifestPushLibpod -> call.versionMajor() >= 4;
            default -> true;
        };
    }
}
