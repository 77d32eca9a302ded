package io.caisson.core.archive;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values that names of images in a Dockerfile take up: of the arguments before the first stage. */
final class BuildArguments {
    private final Map<String, String> given;
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> unclear = new HashSet<>();

    /** Arguments that the call gives. */
    BuildArguments(Map<String, String> given) {
        this.given = given;
    }

    /** Takes up {@code ARG NAME=value NAME2}; what is given goes before what is written. */
    void declare(Instruction argument) {
        for (String word : argument.words()) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            boolean again = values.containsKey(name) && equals < 0;
            if (again || isPlatform(name)) {
                unclear.add(name);
            } else if (given.containsKey(name)) {
                values.put(name, given.getOrDefault(name, ""));
            } else {
                Optional<String> value = equals < 0 ? Optional.of("") : written(word.substring(equals + 1));
                value.ifPresentOrElse(known -> values.put(name, known), () -> unclear.add(name));
            }
        }
    }

    /** Some engines fill these in themselves. */
    private static boolean isPlatform(String name) {
        return name.startsWith("TARGET") || name.startsWith("BUILD");
    }

    private Optional<String> written(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(value.length() - 1);
        String inner = quoted ? value.substring(1, value.length() - 1) : value;
        if (isPlain(inner)) {
            return Optional.of(inner);
        }
        return quoted && value.charAt(0) == '\'' ? Optional.empty() : filled(inner);
    }

    /** The name of an image with its variables filled in; refused where engines could fill them in otherwise. */
    String fill(String name) throws BuildFault {
        if (isPlain(name)) {
            return name;
        }
        return filled(name)
                .orElseThrow(() -> BuildFault.unclear("`FROM " + name
                        + "` names its image by a variable whose value is not known;"
                        + " write the image, or `ARG` above it"));
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> c == '$' || c == '"' || c == '\'' || c == '\\');
    }

    /**
     * The text with each {@code $NAME}, {@code ${NAME}}, {@code ${NAME:-x}} and {@code ${NAME:+x}}; empty when unclear.
     */
    private Optional<String> filled(String text) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'' || c == '\\') {
                return Optional.empty();
            }
            if (c != '$') {
                out.append(c);
                at++;
                continue;
            }
            boolean braces = at + 1 < text.length() && text.charAt(at + 1) == '{';
            int start = at + (braces ? 2 : 1);
            int end = start;
            while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
                end++;
            }
            int close = braces ? text.indexOf('}', end) : end;
            if (end == start || close < 0) {
                return Optional.empty();
            }
            Optional<String> value = value(text.substring(start, end), text.substring(end, close));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            out.append(value.get());
            at = braces ? close + 1 : end;
        }
        return Optional.of(out.toString());
    }

    private Optional<String> value(String name, String modifier) {
        String known = values.get(name);
        if (known == null || unclear.contains(name)) {
            return Optional.empty();
        }
        String word = modifier.length() > 2 ? modifier.substring(2) : "";
        if (modifier.isEmpty()) {
            return Optional.of(known);
        }
        if (!isPlain(word) || word.isEmpty()) {
            return Optional.empty();
        }
        if (modifier.startsWith(":-")) {
            return Optional.of(known.isEmpty() ? word : known);
        }
        return modifier.startsWith(":+") ? Optional.of(known.isEmpty() ? "" : word) : Optional.empty();
    }
}
