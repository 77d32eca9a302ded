package io.caisson.language.cel;

import dev.cel.common.CelIssue;
import io.caisson.core.config.NearestName;
import io.caisson.core.config.Problem;
import io.caisson.core.config.file.When;
import io.caisson.core.config.tree.Position;
import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.FactTable;
import io.caisson.core.inspect.Shape;
import io.caisson.core.inspect.TargetLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** From what the library says of an expression to what we say of it, at the place in the file. */
final class Issues {
    private static final String UNDECLARED = "undeclared reference to '";
    private static final String UNDEFINED = "undefined field '";
    private static final List<String> VARIABLES = List.of("principal", "call", "target", "body");
    private static final List<String> HEAD_FIELDS = List.of(
            "operation",
            "version",
            "arguments",
            "query",
            "headers",
            "unknownFields",
            "unknownParameters",
            "listener",
            "address");

    private Issues() {}

    static Problem problem(String setting, When when, Literals literals, Operation operation, CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        Position position = position(when, literals, line, column);
        String message = issue.getMessage().replaceAll("\\s+", " ");
        if (message.startsWith(UNDECLARED)) {
            return undeclared(setting, position, message, operation);
        }
        if (message.startsWith(UNDEFINED)) {
            String field = quoted(message, UNDEFINED);
            return new Problem(
                    setting,
                    "no fact of `" + operation.id() + "` has the name `" + field + "` here",
                    Optional.of(position),
                    "",
                    NearestName.to(field, fields(operation)));
        }
        return new Problem(setting, message.replace('\'', '`'), Optional.of(position), "", "");
    }

    private static Problem undeclared(String setting, Position position, String message, Operation operation) {
        String name = quoted(message, UNDECLARED);
        if (name.equals("target")) {
            return noTarget(setting, position, operation);
        }
        if (name.equals("body")) {
            return new Problem(
                    setting,
                    "`" + operation.id() + "` has no body of JSON whose fields are known",
                    Optional.of(position),
                    "speak of `principal`, `call` or `target`",
                    "");
        }
        String nearest = NearestName.to(name, VARIABLES);
        return new Problem(
                setting,
                "nothing has the name `" + name + "`",
                Optional.of(position),
                nearest.isEmpty() ? "known: " + String.join(", ", VARIABLES) : "",
                nearest);
    }

    static Problem noTarget(String setting, When when, Operation operation) {
        int at = Math.max(when.text().indexOf("target"), 0);
        return noTarget(setting, place(when, at), operation);
    }

    private static Problem noTarget(String setting, Position position, Operation operation) {
        return new Problem(
                setting,
                "`" + operation.id() + "` is not about one object that exists, so it has no `target`",
                Optional.of(position),
                "give it a rule of its own",
                "");
    }

    private static String quoted(String message, String before) {
        return message.substring(before.length(), message.indexOf('\'', before.length()));
    }

    private static Position position(When when, Literals literals, int line, int column) {
        return place(when, literals.sourceOffset(Math.max(line, 1), Math.max(column, 0)));
    }

    /** The place in the file of a character of the expression. */
    static Position place(When when, int offset) {
        String before = when.text().substring(0, Math.min(offset, when.text().length()));
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return when.source().at(line, before.length() - (before.lastIndexOf('\n') + 1));
    }

    /** The names of all facts of an operation. */
    private static List<String> fields(Operation operation) {
        TreeSet<String> names = new TreeSet<>(HEAD_FIELDS);
        collect(FactTable.query(operation), names);
        FactTable.body(operation).ifPresent(shape -> collect(shape, names));
        if (TargetLookup.has(operation)) {
            names.addAll(CallFactsView.TARGET_FIELDS);
        }
        return new ArrayList<>(names);
    }

    private static void collect(Shape shape, Set<String> names) {
        shape.fields().forEach((name, type) -> {
            names.add(name);
            collect(type, names);
        });
        shape.element().ifPresent(element -> collect(element, names));
    }
}
