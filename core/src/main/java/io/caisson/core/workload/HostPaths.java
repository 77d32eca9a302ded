package io.caisson.core.workload;

import java.util.ArrayList;
import java.util.List;

/** Paths as Go's {@code path.Clean} leaves them, which is how engines take them. */
final class HostPaths {
    private HostPaths() {}

    /** An absolute path without empty and dotted segments; a relative one counts from the root. */
    static String clean(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> {
                    if (!segments.isEmpty()) {
                        segments.removeLast();
                    }
                }
                default -> segments.add(segment);
            }
        }
        return "/" + String.join("/", segments);
    }

    /** Whether a path is one of the others, or lies below it. */
    static boolean isUnder(String path, String... folders) {
        for (String folder : folders) {
            if (path.equals(folder) || path.startsWith(folder.equals("/") ? "/" : folder + "/")) {
                return true;
            }
        }
        return false;
    }
}
