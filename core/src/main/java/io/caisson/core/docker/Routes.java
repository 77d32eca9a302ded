package io.caisson.core.docker;

import io.caisson.core.http.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All routes, found by method and the fixed beginning of the path: its first segment, or two below {@code /libpod}. */
final class Routes {
    private static final int BUCKETS = 512;
    private static final String LIBPOD = "/libpod";
    private static final Bucket[] TABLE = table();

    private Routes() {}

    /**
     * The routes of one method under one root; those without arguments come first and so win, as they do in the engine.
     */
    private static final class Bucket {
        final Method method;
        final byte[] root;
        final Route[] routes;
        final @Nullable Bucket next;

        Bucket(Method method, byte[] root, Route[] routes, @Nullable Bucket next) {
            this.method = method;
            this.root = root;
            this.routes = routes;
            this.next = next;
        }
    }

    private static final Route[] NONE = {};

    /** The candidates for a decoded path. */
    static Route[] candidates(Method method, byte[] path, int from, int to) {
        int end = segmentEnd(path, from, to);
        if (end - from == LIBPOD.length() && isLibpod(path, from) && end < to) {
            end = segmentEnd(path, end, to);
        }
        int hash = method.ordinal();
        for (int i = from; i < end; i++) {
            hash = 31 * hash + path[i];
        }
        for (Bucket bucket = TABLE[index(hash)]; bucket != null; bucket = bucket.next) {
            if (bucket.method == method && Arrays.equals(path, from, end, bucket.root, 0, bucket.root.length)) {
                return bucket.routes;
            }
        }
        return NONE;
    }

    private static boolean isLibpod(byte[] path, int from) {
        for (int i = 1; i < LIBPOD.length(); i++) {
            if (path[from + i] != LIBPOD.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int segmentEnd(byte[] path, int slash, int to) {
        int end = slash + 1;
        while (end < to && path[end] != '/') {
            end++;
        }
        return end;
    }

    private static int index(int hash) {
        return (hash ^ hash >>> 9 ^ hash >>> 18) & BUCKETS - 1;
    }

    private static Bucket[] table() {
        Map<String, List<Route>> byRoot = new HashMap<>();
        for (Operation operation : Operation.all()) {
            if (operation.path().equals("*")) {
                continue;
            }
            String key = operation.method() + " " + root(operation.path());
            byRoot.computeIfAbsent(key, none -> new ArrayList<>()).add(Route.of(operation));
        }
        Bucket[] table = new Bucket[BUCKETS];
        for (Map.Entry<String, List<Route>> entry : byRoot.entrySet()) {
            List<Route> routes = entry.getValue();
            routes.sort((a, b) -> Boolean.compare(b.isLiteral(), a.isLiteral()));
            int space = entry.getKey().indexOf(' ');
            Method method = Method.valueOf(entry.getKey().substring(0, space));
            byte[] root = entry.getKey().substring(space + 1).getBytes(StandardCharsets.US_ASCII);
            int hash = method.ordinal();
            for (byte octet : root) {
                hash = 31 * hash + octet;
            }
            int index = index(hash);
            table[index] = new Bucket(method, root, routes.toArray(Route[]::new), table[index]);
        }
        return table;
    }

    private static String root(String path) {
        int from = path.startsWith(LIBPOD + "/") ? LIBPOD.length() : 0;
        int end = path.indexOf('/', from + 1);
        return end < 0 ? path : path.substring(0, end);
    }
}
