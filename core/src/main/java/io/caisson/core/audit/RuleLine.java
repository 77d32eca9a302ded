package io.caisson.core.audit;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Method;

/**
 * The line of a policy that would allow a call, ready to paste: {@code allow: ContainerInspect   # GET
 * /containers/*}{@code /json}. The comment is the call's normal form: no version, one {@code *} per segment of an
 * argument. No byte of it is the client's.
 */
final class RuleLine {
    private RuleLine() {}

    static void write(Operation operation, byte[] target, int targetLength, ByteWriter out) {
        out.ascii("allow: ").ascii(operation.id()).ascii("   # ");
        out.ascii(operation.method() == Method.OTHER ? "*" : operation.method().name());
        out.put(' ');
        String path = operation.path();
        int extra = segments(target, targetLength) - segments(path);
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '{') {
                out.put(c);
                continue;
            }
            i = path.indexOf('}', i);
            out.put('*');
            if (path.charAt(i - 1) == '*') {
                for (; extra > 0; extra--) {
                    out.put('/').put('*');
                }
            }
        }
    }

    private static int segments(String path) {
        int slashes = 0;
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '/') {
                slashes++;
            }
        }
        return slashes;
    }

    /** Segments of a target without its version and its query. */
    private static int segments(byte[] target, int length) {
        boolean versioned = length > 2 && target[1] == 'v' && target[2] >= '0' && target[2] <= '9';
        int slashes = versioned ? -1 : 0;
        for (int i = 0; i < length && target[i] != '?'; i++) {
            if (target[i] == '/') {
                slashes++;
            }
        }
        return slashes;
    }
}
