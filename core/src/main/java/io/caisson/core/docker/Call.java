package io.caisson.core.docker;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One request for an operation, with its arguments: the value that is judged, and the only thing that the upstream
 * request line is written from. A reused object that {@link Resolver} fills; confined to one event loop and valid until
 * the resolver's next call with it.
 */
public final class Call {
    /** The answer of {@link #versionMajor()} when the path has no version: the engine's newest then counts. */
    public static final int UNVERSIONED = -1;

    /** The path, decoded once; the arguments are positions in it. */
    final ByteWriter path = new ByteWriter(256);

    final int[] bounds = new int[2 * Route.ARGUMENTS_MAX];
    final Query query = new Query();
    int[] version = new int[3];
    int versionParts;

    @Nullable
    Route route;

    Operation operation = Operation.SystemPing;

    /** The operation; meaningful only after {@link Resolver#resolve} answered null. */
    public Operation operation() {
        return operation;
    }

    /** The major API version in the path, or {@link #UNVERSIONED}. */
    public int versionMajor() {
        return versionParts == 0 ? UNVERSIONED : version[0];
    }

    /** The minor API version in the path; 0 when there is none. */
    public int versionMinor() {
        return versionParts == 0 ? 0 : version[1];
    }

    /** How many arguments the path has. */
    public int arguments() {
        return route == null ? 0 : route.arguments();
    }

    /** A path argument, decoded; allocates. */
    public String argument(int index) {
        int from = bounds[2 * index];
        return new String(path.bytes(), from, bounds[2 * index + 1] - from, StandardCharsets.UTF_8);
    }

    /**
     * Gives the first path argument another value, which is then sent on: the full id of what a name was found to mean.
     *
     * @param value without characters that a path could be read by in another way
     */
    public void pinArgument(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int from = bounds[0];
        int to = bounds[1];
        byte[] rest = Arrays.copyOfRange(path.bytes(), to, path.length());
        path.truncate(from);
        path.put(bytes).put(rest);
        int growth = bytes.length - (to - from);
        for (int i = 1; i < 2 * arguments(); i++) {
            bounds[i] += growth;
        }
    }

    /** Gives the one query parameter with this name another value, which is then sent on. */
    public void pinParameter(String name, String value) {
        query.replace(name, value);
    }

    /** Gives the query parameter with this name a value, whether the client named it or not. */
    public void setParameter(String name, String value) {
        query.set(name, value);
    }

    /** The version prefix as it is sent on, {@code /v1.41}; empty where the path has none. */
    public String versionPrefix() {
        ByteWriter out = new ByteWriter(16);
        writeVersion(out);
        return out.toString();
    }

    private void writeVersion(ByteWriter out) {
        if (versionParts > 0) {
            out.put('/').put('v').decimal(version[0]);
            for (int i = 1; i < versionParts; i++) {
                out.put('.').decimal(version[i]);
            }
        }
    }

    /** The query's parameters. */
    public Query query() {
        return query;
    }

    /** Writes the target for the engine: version prefix, path and query in canonical percent-encoding. */
    public void writeTarget(ByteWriter out) {
        Route known = route;
        if (known == null) {
            out.ascii(operation.path());
            return;
        }
        writeVersion(out);
        known.write(out, path.bytes(), bounds);
        query.write(out);
    }

    /**
     * After {@link io.caisson.core.reason.Reason#PATH_NOT_CANONICAL}: the cleaned path that the engine would redirect
     * to, percent-encoded, without the query. It begins with one slash, so that it stays on this server; allocates.
     */
    public String cleanedPath() {
        ByteWriter cleaned = new ByteWriter(path.length() + 1);
        byte[] bytes = path.bytes();
        int length = path.length();
        int start = 1;
        while (start <= length) {
            int end = start;
            while (end < length && bytes[end] != '/') {
                end++;
            }
            int size = end - start;
            if (size == 2 && bytes[start] == '.' && bytes[start + 1] == '.') {
                cleaned.truncate(Math.max(0, lastSlash(cleaned)));
            } else if (size > 0 && (size > 1 || bytes[start] != '.')) {
                cleaned.put('/').put(bytes, start, size);
            }
            start = end + 1;
        }
        if (cleaned.length() == 0 || bytes[length - 1] == '/') {
            cleaned.put('/');
        }
        ByteWriter encoded = new ByteWriter(cleaned.length());
        for (int i = 0; i < cleaned.length(); i++) {
            byte octet = cleaned.bytes()[i];
            if (Octets.isUnreserved(octet) || octet == '/' || octet == ':' || octet == '@') {
                encoded.put(octet);
            } else {
                encoded.percent(octet);
            }
        }
        return encoded.toString();
    }

    private static int lastSlash(ByteWriter text) {
        int position = text.length() - 1;
        while (position >= 0 && text.bytes()[position] != '/') {
            position--;
        }
        return position;
    }
}
