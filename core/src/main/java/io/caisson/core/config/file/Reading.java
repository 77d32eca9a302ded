package io.caisson.core.config.file;

import io.caisson.core.config.NearestName;
import io.caisson.core.config.Problem;
import io.caisson.core.config.tree.Node;
import io.caisson.core.config.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One reading of files: where problems gather, and where values in {@code ${…}} come from. */
public final class Reading {
    private static final String FILE = "file:";

    private final Map<String, String> environment;
    private final Function<String, Optional<String>> files;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Begins a reading.
     *
     * @param environment for {@code ${NAME}}
     * @param files the text of a file by its path, for {@code ${file:/path}}; empty where it cannot be read
     */
    public Reading(Map<String, String> environment, Function<String, Optional<String>> files) {
        this.environment = environment;
        this.files = files;
    }

    /** Everything that was found wrong so far. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The text of a file of this machine; empty where it cannot be read. */
    Optional<String> file(String path) {
        return files.apply(path);
    }

    /** Notes a problem whose message says what would be accepted. */
    void refuse(Position position, String setting, String message) {
        refuse(position, setting, message, "", "");
    }

    /** Notes a problem. */
    void refuse(Position position, String setting, String message, String accepted, String suggestion) {
        problems.add(new Problem(setting, message, Optional.of(position), accepted, suggestion));
    }

    /** Notes a name that means nothing. */
    void refuseName(Position position, String setting, String message, String name, List<String> known, String what) {
        String nearest = known.isEmpty() ? "" : NearestName.to(name, known);
        String accepted = known.isEmpty()
                ? "no " + what + " is known here"
                : known.size() > 12 ? "" : what + ": " + String.join(", ", known);
        refuse(position, setting, message, accepted, nearest);
    }

    /** A value with what it takes from the environment or from files; empty after a problem. */
    Optional<String> text(Node.Scalar scalar, String setting) {
        StringBuilder out = new StringBuilder();
        String text = scalar.text();
        int at = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
            if (open > 0 && text.charAt(open - 1) == '$') {
                out.append(text, at, open - 1).append("${");
                at = open + 2;
                continue;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                refuse(
                        scalar.position(),
                        setting,
                        "`${` is not closed; write `${NAME}`, or `$${` for the two characters");
                return Optional.empty();
            }
            Optional<String> value = reference(text.substring(open + 2, close), scalar.position(), setting);
            if (value.isEmpty()) {
                return value;
            }
            out.append(text, at, open).append(value.get());
            at = close + 1;
        }
        return Optional.of(out.append(text, at, text.length()).toString());
    }

    private Optional<String> reference(String name, Position position, String setting) {
        if (name.startsWith(FILE)) {
            Optional<String> text = files.apply(name.substring(FILE.length()));
            if (text.isEmpty()) {
                refuse(position, setting, "the file `" + name.substring(FILE.length()) + "` cannot be read");
            }
            return text.map(String::stripTrailing);
        }
        int colon = name.indexOf(":-");
        String variable = colon < 0 ? name : name.substring(0, colon);
        String value = environment.get(variable);
        if (value == null && colon >= 0) {
            value = name.substring(colon + 2);
        }
        if (value == null) {
            refuse(
                    position,
                    setting,
                    "the variable `" + variable + "` is not set; set it, or write `${" + variable + ":-value}`");
        }
        return Optional.ofNullable(value);
    }
}
