package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Rules of CetusGuard: lines of methods and a pattern, in which names between percent signs stand for patterns. What
 * the names stand for is written here in words of our own; it agrees on every path of the API.
 */
final class CetusguardReader {
    private static final String BUILT_IN =
            "GET,HEAD %API_PREFIX_PING%\nGET %API_PREFIX_VERSION%\nGET %API_PREFIX_INFO%";
    private static final String PREFIX = "API_PREFIX";
    private static final String ID = "[a-fA-F0-9]+";
    private static final String OBJECT = "[a-zA-Z0-9][a-zA-Z0-9_.-]+";
    private static final String IMAGE = "(?:[a-zA-Z0-9.-]+(?::[0-9]+)?/)?[a-zA-Z0-9_.-]+(?:/[a-zA-Z0-9_.-]+)*";
    private static final String REFERENCE = IMAGE + "(?::[a-zA-Z0-9_.-]+)?(?:@[a-zA-Z0-9]+:[a-fA-F0-9]{32,})?";
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("DOMAIN", "[a-zA-Z0-9.-]+"),
            Map.entry("IPV4", "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}"),
            Map.entry("IPV6", "\\[[a-fA-F0-9:]+\\]"),
            Map.entry("IP", "(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[[a-fA-F0-9:]+\\])"),
            Map.entry("DOMAIN_OR_IP", "(?:[a-zA-Z0-9.-]+|\\[[a-fA-F0-9:]+\\])"),
            Map.entry("HOST", "(?:[a-zA-Z0-9.-]+|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?"),
            Map.entry("IMAGE_ID", ID),
            Map.entry("IMAGE_COMPONENT", "[a-zA-Z0-9][a-zA-Z0-9_.-]*"),
            Map.entry("IMAGE_TAG", "[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}"),
            Map.entry("IMAGE_DIGEST", "[a-zA-Z][a-zA-Z0-9]*:[a-fA-F0-9]{32,}"),
            Map.entry("IMAGE_NAME", IMAGE),
            Map.entry("IMAGE_REFERENCE", REFERENCE),
            Map.entry("IMAGE_ID_OR_REFERENCE", "(?:" + ID + "|" + REFERENCE + ")"),
            Map.entry("IMAGE_ID_OR_NAME", "(?:" + ID + "|" + REFERENCE + ")"),
            Map.entry("CONTAINER_ID", ID),
            Map.entry("CONTAINER_NAME", OBJECT),
            Map.entry("CONTAINER_ID_OR_NAME", "(?:" + ID + "|" + OBJECT + ")"),
            Map.entry("VOLUME_ID", ID),
            Map.entry("VOLUME_NAME", OBJECT),
            Map.entry("VOLUME_ID_OR_NAME", "(?:" + ID + "|" + OBJECT + ")"),
            Map.entry("NETWORK_ID", ID),
            Map.entry("NETWORK_NAME", "[^/]+"),
            Map.entry("NETWORK_ID_OR_NAME", "[^/]+"),
            Map.entry("PLUGIN_ID", ID),
            Map.entry("PLUGIN_NAME", IMAGE),
            Map.entry("PLUGIN_ID_OR_NAME", "(?:" + ID + "|" + IMAGE + ")"),
            Map.entry(PREFIX, "/v[0-9]+(?:\\.[0-9]+)*"));

    private final Source source;
    private final List<Line> lines = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Words words = new Words();

    private CetusguardReader(Source source) {
        this.source = source;
    }

    /** Reads rules; with the built-in ones unless they are switched off there. */
    static Reading read(Source source, boolean builtIn) {
        CetusguardReader reader = new CetusguardReader(source);
        if (builtIn) {
            for (Source.Text line : new Source("built-in rules", BUILT_IN).lines(false)) {
                reader.line(new Source.Text(0, line.text()));
            }
        }
        source.lines(false).forEach(reader::line);
        return reader.problems.isEmpty()
                ? new Reading.Understood(
                        new Origin("CetusGuard rules", reader.lines, false, reader.words.set(), List.of()))
                : new Reading.Refused(reader.problems);
    }

    private void line(Source.Text line) {
        String text = line.text().strip();
        if (text.isEmpty() || text.startsWith("!")) {
            return;
        }
        int space = space(text);
        String methods = text.substring(0, space);
        String pattern = text.substring(space).strip();
        if (pattern.isEmpty() || !methods.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == ',')) {
            problems.add(
                    source.problem(line.number(), "`" + text + "` is no rule; write methods, a space and a pattern"));
            return;
        }
        try {
            String expanded = expand(pattern, line.number());
            List<RequestTest> tests = new ArrayList<>();
            for (String method : methods.split(",", -1)) {
                tests.add(Regexes.test(method, Regexes.anchored(expanded), false));
            }
            lines.add(new Line(line.number(), text, true, "", RequestTest.any(tests)));
        } catch (Regexes.Invalid fault) {
            problems.add(source.problem(line.number(), fault.problem()));
        }
    }

    private static int space(String text) {
        int space = 0;
        while (space < text.length() && text.charAt(space) != ' ' && text.charAt(space) != '\t') {
            space++;
        }
        return space;
    }

    /** Puts patterns in the place of names; what is between percent signs and no name stays, as in the original. */
    private String expand(String pattern, int line) throws Regexes.Invalid {
        StringBuilder out = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        int position = 0;
        while (position < pattern.length()) {
            int end = pattern.charAt(position) == '%' ? pattern.indexOf('%', position + 1) : -1;
            Optional<String> value = end < 0 ? Optional.empty() : variable(pattern.substring(position + 1, end));
            if (value.isPresent()) {
                out.append("(?:").append(value.get()).append(')');
                plain.append(plain(pattern.substring(position + 1, end)));
                position = end + 1;
            } else {
                if (end > 0 && looksLikeName(pattern.substring(position + 1, end))) {
                    throw new Regexes.Invalid(
                            "`" + pattern.substring(position, end + 1) + "` is no variable of CetusGuard");
                }
                out.append(pattern.charAt(position));
                plain.append(pattern.charAt(position));
                position++;
            }
        }
        if (line > 0) {
            words.add(plain.toString());
        }
        return out.toString();
    }

    /** What of a variable may be a part of a path that is written out. */
    private static String plain(String name) {
        return name.startsWith(PREFIX + "_") ? section(name) : "(";
    }

    private static String section(String name) {
        String section = name.substring(PREFIX.length() + 1).toLowerCase(Locale.ROOT);
        return section.equals("ping") ? "/_ping" : "/" + section;
    }

    private static boolean looksLikeName(String text) {
        return text.length() > 2
                && text.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9');
    }

    private static Optional<String> variable(String name) {
        if (name.startsWith(PREFIX + "_")) {
            return Optional.of("(?:" + VARIABLES.get(PREFIX) + ")?" + section(name));
        }
        return Optional.ofNullable(VARIABLES.get(name));
    }
}
