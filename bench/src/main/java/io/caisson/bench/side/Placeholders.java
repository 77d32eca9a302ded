package io.caisson.bench.side;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What {@code @name@} stands for in commands, configurations and rows. */
final class Placeholders {
    private static final String LISTENERS = "listeners-";
    private static final String POLICIES = "policies-";
    private static final String RULES = "rules-";

    private final Map<String, String> values;

    Placeholders(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    Placeholders with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(more);
        return new Placeholders(all);
    }

    /**
     * Fills in every placeholder of a text. {@code @listeners-N@} is a list of N unix addresses, the first of them the
     * contender's own socket; {@code @policies-N@} are N listeners and N policies in YAML, {@code @rules-N@} N rules.
     */
    String fill(String text) {
        StringBuilder filled = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            int start = text.indexOf('@', position);
            int end = start < 0 ? -1 : text.indexOf('@', start + 1);
            if (end < 0) {
                return filled.append(text.substring(position)).toString();
            }
            String name = text.substring(start + 1, end);
            String value = value(name);
            // An @ that begins no placeholder is text; the next one may begin one.
            filled.append(text, position, start).append(value == null ? "@" : value);
            position = value == null ? start + 1 : end + 1;
        }
        return filled.toString();
    }

    /** Fills in a command and splits it at spaces; a value with spaces stays one argument. */
    List<String> command(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.trim().split(" +", -1)) {
            words.add(fill(word));
        }
        return words;
    }

    private @Nullable String value(String name) {
        if (name.startsWith(LISTENERS)) {
            return listeners(Integer.parseInt(name.substring(LISTENERS.length())));
        }
        if (name.startsWith(POLICIES)) {
            return policies(Integer.parseInt(name.substring(POLICIES.length())));
        }
        if (name.startsWith(RULES)) {
            return rules(Integer.parseInt(name.substring(RULES.length())));
        }
        return values.get(name);
    }

    private String policies(int count) {
        StringBuilder listeners = new StringBuilder("listeners:\n");
        StringBuilder policies = new StringBuilder("policies:\n");
        for (int i = 0; i < count; i++) {
            String address = i == 0 ? fill("unix://@socket@") : fill("unix://@run@/l" + i);
            listeners.append("  l" + i + ":\n    address: " + address + "\n    policy: p" + i + "\n");
            policies.append("  p" + i + ":\n    allow: [SystemPing, \"container:view\", \"GET /containers/c" + i
                    + "/logs\"]\n");
        }
        return listeners.append(policies).toString();
    }

    private static String rules(int count) {
        StringBuilder rules = new StringBuilder();
        for (int i = 1; i < count; i++) {
            rules.append("      - GET /containers/c" + i + "/logs\n");
        }
        return rules.append("      - \"*:view\"\n").toString();
    }

    private String listeners(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> fill(i == 0 ? "unix://@socket@" : "unix://@run@/l" + i))
                .collect(Collectors.joining(","));
    }
}
