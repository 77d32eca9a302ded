package io.caisson.core.docker;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The path template of one operation, compiled: literal, argument, literal and so on. It matches decoded paths and
 * writes canonical ones; there is no other way from a path to an operation or back.
 */
final class Route {
    /** No operation has more path arguments. */
    static final int ARGUMENTS_MAX = 2;

    private final Operation operation;
    private final byte[][] literals;
    /** Per argument, whether real values hold a slash. */
    private final boolean[] slashes;

    private Route(Operation operation, byte[][] literals, boolean[] slashes) {
        this.operation = operation;
        this.literals = literals;
        this.slashes = slashes;
    }

    static Route of(Operation operation) {
        String path = operation.path();
        List<byte[]> literals = new ArrayList<>();
        boolean[] slashes = new boolean[ARGUMENTS_MAX];
        int position = 0;
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', position)) {
            int close = path.indexOf('}', open);
            slashes[literals.size()] = path.charAt(close - 1) == '*';
            literals.add(path.substring(position, open).getBytes(StandardCharsets.US_ASCII));
            position = close + 1;
        }
        literals.add(path.substring(position).getBytes(StandardCharsets.US_ASCII));
        return new Route(operation, literals.toArray(byte[][]::new), slashes);
    }

    Operation operation() {
        return operation;
    }

    int arguments() {
        return literals.length - 1;
    }

    /** Whether the path is fixed. */
    boolean isLiteral() {
        return literals.length == 1;
    }

    /**
     * Matches a decoded path from {@code from} to {@code to}; fills start and end of each argument.
     *
     * @return whether it matches; an argument is never empty
     */
    boolean matches(byte[] path, int from, int to, int[] bounds) {
        byte[] first = literals[0];
        if (literals.length == 1) {
            return to - from == first.length && equal(path, from, first);
        }
        byte[] last = literals[literals.length - 1];
        int start = from + first.length;
        int end = to - last.length;
        if (start >= end || !equal(path, end, last) || !equal(path, from, first)) {
            return false;
        }
        if (literals.length == 2) {
            bounds[0] = start;
            bounds[1] = end;
            return slashes[0] ? path[end - 1] != '/' : slash(path, start, end) < 0;
        }
        // Two arguments: the second is the last segment.
        int second = end;
        while (second > start && path[second - 1] != '/') {
            second--;
        }
        byte[] middle = literals[1];
        int firstEnd = second - middle.length;
        if (second == end || firstEnd <= start || !equal(path, firstEnd, middle)) {
            return false;
        }
        bounds[0] = start;
        bounds[1] = firstEnd;
        bounds[2] = second;
        bounds[3] = end;
        return slashes[0] || slash(path, start, firstEnd) < 0;
    }

    /** Writes the canonical path for arguments as {@link #matches} found them. */
    void write(ByteWriter out, byte[] path, int[] bounds) {
        out.put(literals[0]);
        for (int i = 0; i < literals.length - 1; i++) {
            for (int at = bounds[2 * i]; at < bounds[2 * i + 1]; at++) {
                byte octet = path[at];
                // The slash is the argument's own only where the engine's pattern takes it as such.
                if (Octets.isUnreserved(octet) || octet == ':' || octet == '@' || octet == '/') {
                    out.put(octet);
                } else {
                    out.percent(octet);
                }
            }
            out.put(literals[i + 1]);
        }
    }

    private static int slash(byte[] path, int from, int to) {
        for (int i = from; i < to; i++) {
            if (path[i] == '/') {
                return i;
            }
        }
        return -1;
    }

    private static boolean equal(byte[] path, int from, byte[] literal) {
        return Arrays.equals(path, from, from + literal.length, literal, 0, literal.length);
    }
}
