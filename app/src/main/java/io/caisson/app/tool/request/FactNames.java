package io.caisson.app.tool.request;

import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.Facts;
import io.caisson.core.inspect.Target;
import io.caisson.core.policy.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The facts that a condition speaks of, found by their names in its text, with their values in one call. */
public final class FactNames {
    private static final Pattern NAME = Pattern.compile(
            "\\b(?:principal|call|target|body)(?:\\.[A-Za-z_]\\w*(?!\\w*\\s*\\()|\\[\"[^\"\\\\]*\"\\])+");
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z_]\\w*)|\\[\"([^\"]*)\"\\]");
    private static final int VALUE_CHARACTERS_MAX = 200;

    private FactNames() {}

    /** Name to value, as text, in the order in which the conditions name them. */
    public static Map<String, String> in(List<String> conditions, Question question) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String condition : conditions) {
            Matcher names = NAME.matcher(condition);
            while (names.find()) {
                facts.putIfAbsent(names.group(), value(names.group(), question));
            }
        }
        return facts;
    }

    private static String value(String name, Question question) {
        int end = name.length();
        for (int i = 0; i < name.length() && end == name.length(); i++) {
            if (name.charAt(i) == '.' || name.charAt(i) == '[') {
                end = i;
            }
        }
        Optional<Object> root = root(name.substring(0, end), question);
        if (root.isEmpty()) {
            return "(not known)";
        }
        Object at = root.get();
        Matcher steps = STEP.matcher(name.substring(end));
        while (steps.find()) {
            String step = steps.group(1) == null ? steps.group(2) : steps.group(1);
            Object next = step(at, step);
            if (next == null) {
                return at instanceof Map<?, ?> ? "(not there)" : text(at);
            }
            at = next;
        }
        return text(at);
    }

    private static Optional<Object> root(String word, Question question) {
        return switch (word) {
            case "principal" ->
                Optional.of(Map.of(
                        "listener", question.principal().listener(),
                        "address", question.principal().address()));
            case "call" ->
                Optional.of(Map.of(
                        "operation", question.call().operation().id(),
                        "version", question.call().version(),
                        "arguments", question.call().arguments(),
                        "query", question.call().query(),
                        "headers", question.call().headers().values()));
            case "target" -> question.target().map(FactNames::map);
            case "body" -> question.body().map(BodyFacts::value);
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> map(Target target) {
        return Map.of(
                "kind", target.kind().code(),
                "id", target.id(),
                "name", target.name(),
                "labels", new TreeMap<>(target.labels()),
                "image", target.image(),
                "state", target.state(),
                "owner", target.owner(),
                "composeProject", target.composeProject(),
                "composeService", target.composeService());
    }

    private static @Nullable Object step(Object at, String name) {
        try {
            return switch (at) {
                case Facts facts -> facts.value(name);
                case Map<?, ?> map -> map.get(name);
                default -> null;
            };
        } catch (NullPointerException noSuchField) {
            return null;
        }
    }

    /** A value as conditions would write it. */
    public static String text(Object value) {
        String text = write(value);
        return text.length() > VALUE_CHARACTERS_MAX ? text.substring(0, VALUE_CHARACTERS_MAX) + "..." : text;
    }

    private static String write(Object value) {
        return switch (value) {
            case String string -> quoted(string);
            case List<?> list -> list.stream().map(FactNames::writeAny).toList().toString();
            case Map<?, ?> map -> {
                StringBuilder out = new StringBuilder("{");
                map.forEach((key, each) -> out.append(out.length() == 1 ? "" : ", ")
                        .append(quoted(String.valueOf(key)))
                        .append(": ")
                        .append(writeAny(each)));
                yield out.append('}').toString();
            }
            case Facts facts -> "{...}";
            default -> String.valueOf(value);
        };
    }

    private static String writeAny(@Nullable Object value) {
        return value == null ? "null" : write(value);
    }

    /** Text in quotes, as in a condition. */
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
