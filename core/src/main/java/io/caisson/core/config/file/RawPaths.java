package io.caisson.core.config.file;

import io.caisson.core.config.NearestName;
import io.caisson.core.docker.Operation;
import java.util.List;
import java.util.Optional;

/**
 * The paths of raw rules: the engine's own, decoded, without a version, where a segment {@code *} is any one segment.
 */
final class RawPaths {
    private RawPaths() {}

    /** What is wrong with a path, as the rest of a sentence about it. */
    static Optional<String> problem(String path) {
        if (!path.startsWith("/")) {
            return Optional.of("does not begin with a slash");
        }
        if (path.indexOf('%') >= 0) {
            return Optional.of("has a percent sign; write it decoded, as it is compared");
        }
        if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
            return Optional.of("has a query; write a condition on `call.query` instead");
        }
        if (isVersioned(path)) {
            return Optional.of("has a version; write it without, for it then covers every version: `"
                    + path.substring(path.indexOf('/', 1)) + "`");
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return Optional.of("has an empty or dotted segment, which no resolved path has");
            }
            if (segment.length() > 1 && segment.indexOf('*') >= 0) {
                return Optional.of(
                        "has a `*` beside other characters; a segment is `*`, any one segment, or plain text");
            }
            for (int i = 0; i < segment.length(); i++) {
                if (segment.charAt(i) <= ' ' || segment.charAt(i) == 0x7f || "\\;\"".indexOf(segment.charAt(i)) >= 0) {
                    return Optional.of("has a character that no name has");
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the path begins with what the engine takes for a version. */
    private static boolean isVersioned(String path) {
        int end = 2;
        while (end < path.length() && (Character.isDigit(path.charAt(end)) || ".*".indexOf(path.charAt(end)) >= 0)) {
            end++;
        }
        return path.startsWith("/v") && end > 2 && end < path.length() && path.charAt(end) == '/';
    }

    /** The rule for an operation's path that is nearest to one that none has, or empty. */
    static String nearest(Selector.Raw raw) {
        String path = raw.pathPattern();
        List<String> same = Operation.all().stream()
                .filter(operation -> pattern(operation).equals(path))
                .map(operation -> operation.method() + " " + path)
                .toList();
        if (!same.isEmpty()) {
            return same.getFirst();
        }
        List<String> known = Operation.all().stream()
                .filter(operation ->
                        operation.method() == raw.method() && operation.path().startsWith("/"))
                .map(operation -> operation.method() + " " + pattern(operation))
                .distinct()
                .toList();
        return known.isEmpty() ? "" : NearestName.to(raw.method() + " " + path, known);
    }

    /** An operation's path as a raw rule would write it. */
    static String pattern(Operation operation) {
        return operation.path().replaceAll("\\{[^}]*\\}", "*");
    }
}
