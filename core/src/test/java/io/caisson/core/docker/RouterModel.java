package io.caisson.core.docker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The engine's own router, told a second time from the facts and with other means than the resolver's: regular expressions
 * on the path decoded once, first route wins. What the resolver lets through must be what this runs.
 */
final class RouterModel {
    /** What the engine would run. */
    record Match(Operation operation, String version, List<String> arguments) {}

    private record Entry(String method, Operation operation, Pattern versioned, Pattern bare) {}

    private static final List<Entry> ENTRIES = entries();

    private RouterModel() {}

    /** The operation for a method and a raw path, or empty where the engine answers 301, 400 or 404 itself. */
    static Optional<Match> match(String method, String rawPath) {
        String path = decode(rawPath);
        if (path == null || !clean(path).equals(path)) {
            return Optional.empty();
        }
        for (Entry entry : ENTRIES) {
            if (!entry.method.equals(method)) {
                continue;
            }
            Matcher versioned = entry.versioned.matcher(path);
            if (versioned.matches()) {
                return Optional.of(new Match(entry.operation, versioned.group(1), groups(versioned, 2)));
            }
            Matcher bare = entry.bare.matcher(path);
            if (bare.matches()) {
                return Optional.of(new Match(entry.operation, "", groups(bare, 1)));
            }
        }
        return Optional.empty();
    }

    private static List<String> groups(Matcher matcher, int from) {
        List<String> groups = new ArrayList<>();
        for (int i = from; i <= matcher.groupCount(); i++) {
            groups.add(matcher.group(i));
        }
        return groups;
    }

    private static List<Entry> entries() {
        List<Entry> fixed = new ArrayList<>();
        List<Entry> patterns = new ArrayList<>();
        for (Map<String, String> row : Facts.rows("operations.tsv")) {
            String pattern = row.get("router_pattern");
            if (!pattern.startsWith("/") || row.get("method").equals("OPTIONS")) {
                continue;
            }
            String regex = pattern.replace(".", "\\.")
                    .replaceAll("\\{\\w+:\\\\\\.\\*}", "(.*)")
                    .replaceAll("\\{\\w+:\\\\\\.\\+}", "(.+)")
                    .replaceAll("\\{\\w+}", "([^/]+)");
            Operation operation = Operation.byId(row.get("operation_id")).orElseThrow();
            Entry entry = new Entry(
                    row.get("method"),
                    operation,
                    Pattern.compile("(?d)/v([0-9.]+)" + regex + "\\z"),
                    Pattern.compile("(?d)" + regex + "\\z"));
            // Within one router the engine registers fixed paths first, and checkpoints before containers.
            if (!pattern.contains("{")) {
                fixed.add(entry);
            } else if (operation.tag() == Tag.CHECKPOINT) {
                patterns.addFirst(entry);
            } else if (operation != Operation.PluginInspectLegacy) {
                patterns.add(entry);
            }
        }
        fixed.addAll(patterns);
        return fixed;
    }

    /** Percent-decodes once, a byte a character; null at a bad escape. */
    static String decode(String raw) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            if (i + 2 >= raw.length() || !raw.substring(i + 1, i + 3).matches("[0-9A-Fa-f]{2}")) {
                return null;
            }
            out.append((char) Integer.parseInt(raw, i + 1, i + 3, 16));
            i += 2;
        }
        return out.toString();
    }

    /** A path without empty, {@code .} and {@code ..} segments, as Go's router redirects to it. */
    static String clean(String path) {
        List<String> out = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                if (!out.isEmpty()) {
                    out.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                out.add(segment);
            }
        }
        String joined = "/" + String.join("/", out);
        return path.endsWith("/") && !joined.equals("/") ? joined + "/" : joined;
    }

    /** The bytes that a text of one character a byte stands for, read as UTF-8. */
    static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
