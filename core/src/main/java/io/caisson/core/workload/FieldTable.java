package io.caisson.core.workload;

import io.caisson.core.docker.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which field of which operation makes which demand: {@code fields.txt}. Loaded when the first policy with a standard
 * is compiled.
 */
public final class FieldTable {
    private static final Map<Operation, Route> ROUTES = read();

    private FieldTable() {}

    /** Where in a body fields lie, and how they are read. */
    static final class Node {
        final Map<String, Node> fields = new LinkedHashMap<>();

        @Nullable
        Node each;

        @Nullable
        Form form;

        Control control = Control.FIELDS;

        /** A second reading of the same place, below which more fields lie. */
        private Node under(String name) {
            if (name.equals("*")) {
                if (each == null) {
                    each = new Node();
                }
                return Objects.requireNonNull(each);
            }
            return fields.computeIfAbsent(name, none -> new Node());
        }

        private void include(Node group) {
            if (group.form != null) {
                form = group.form;
                control = group.control;
            }
            group.fields.forEach((name, node) -> under(name).include(node));
            if (group.each != null) {
                under("*").include(group.each);
            }
        }
    }

    /** The fields of one operation. */
    static final class Route {
        final Node body = new Node();
        final Node query = new Node();
        final Node arguments = new Node();

        private void include(Route other) {
            body.include(other.body);
            query.include(other.query);
            arguments.include(other.arguments);
        }
    }

    /** The fields of an operation; empty where the table has none. */
    static Optional<Route> route(Operation operation) {
        return Optional.ofNullable(ROUTES.get(operation));
    }

    /**
     * The control that a field falls under.
     *
     * @param pointer a JSON pointer with {@code *} for items and names, or {@code ?name} for a parameter; deeper than
     *     the table goes, the control is that of the whole
     */
    public static Optional<Control> control(Operation operation, String pointer) {
        Route route = ROUTES.get(operation);
        if (route == null) {
            return Optional.empty();
        }
        boolean query = pointer.startsWith("?");
        Node node = query ? route.query : route.body;
        for (String name : pointer.substring(1).split("/", -1)) {
            boolean any = name.equals("*") || name.equals("{key}");
            Node next = any ? node.each : node.fields.get(name);
            if (next == null) {
                return node.form == null ? Optional.empty() : Optional.of(node.control);
            }
            node = next;
        }
        return node.form == null ? Optional.empty() : Optional.of(node.control);
    }

    /** The fields that fall under a control, each with its operation, in the order of the table. */
    static List<String> fields(Control control) {
        List<String> fields = new ArrayList<>();
        ROUTES.forEach((operation, route) -> {
            collect(route.body, "", control, operation, fields);
            collect(route.query, "?", control, operation, fields);
        });
        return fields;
    }

    private static void collect(Node node, String path, Control control, Operation operation, List<String> out) {
        if (node.form != null && node.form != Form.FREE && node.control == control) {
            out.add(operation.id() + " " + path);
        }
        String before = path.isEmpty() || path.equals("?") ? path : path + ".";
        node.fields.forEach((name, field) -> collect(field, before + name, control, operation, out));
        if (node.each != null) {
            collect(node.each, path + "[]", control, operation, out);
        }
    }

    private static Map<Operation, Route> read() {
        Map<String, Route> sections = new HashMap<>();
        Map<Operation, Route> routes = new EnumMap<>(Operation.class);
        Route section = new Route();
        for (String line : lines()) {
            if (line.startsWith("[")) {
                String name = line.substring(1, line.length() - 1);
                section = new Route();
                sections.put(name, section);
                Optional<Operation> operation = Operation.byId(name);
                if (operation.isPresent()) {
                    routes.put(operation.get(), section);
                }
            } else if (line.startsWith("@")) {
                section.include(Objects.requireNonNull(sections.get(line.substring(1)), line));
            } else {
                field(sections, section, line.split(" ", 0));
            }
        }
        return routes;
    }

    private static void field(Map<String, Route> sections, Route section, String[] words) {
        String path = words[0];
        Node node = path.startsWith("?") ? section.query : path.startsWith("#") ? section.arguments : section.body;
        for (String name : (node == section.body ? path : path.substring(1)).split("/", 0)) {
            node = node.under(name);
        }
        if (words[1].startsWith("@")) {
            node.include(Objects.requireNonNull(sections.get(words[1].substring(1)), path).body);
            return;
        }
        node.form = Form.of(words[1]);
        if (words.length > 2) {
            node.control = Control.byKey(words[2]).orElseThrow(() -> new IllegalStateException(words[2]));
        }
    }

    private static Iterable<String> lines() {
        try (InputStream stream = Objects.requireNonNull(FieldTable.class.getResourceAsStream("fields.txt"))) {
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
