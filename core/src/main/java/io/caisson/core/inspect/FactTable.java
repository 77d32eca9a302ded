package io.caisson.core.inspect;

import io.caisson.core.docker.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What each operation reads: the fields of its body, its query's parameters and its header fields, from two small
 * tables beside this class. Nothing of them is loaded before a condition asks.
 */
public final class FactTable {
    private static final Shape NO_FIELDS = Shape.object(Map.of());

    private FactTable() {}

    /** Whether an operation's body is read as a tar archive. */
    static boolean isArchive(Operation operation) {
        return switch (operation) {
            case PluginCreate, ImageBuild, ImageLoad, ImageCreate, PutContainerArchive -> true;
            default -> false;
        };
    }

    /** The type of an operation's body; empty where nothing is known of one. */
    public static Optional<Shape> body(Operation operation) {
        if (isArchive(operation)) {
            return Optional.of(TarFacts.SHAPE);
        }
        return Optional.ofNullable(Bodies.SHAPES.get(operation.id()));
    }

    /** Whether old engines read a field of a host configuration at the top of a new container's body too. */
    static boolean isOldPlace(String name) {
        return Bodies.OLD_PLACES.contains(name);
    }

    /** The query's parameters, as an object. */
    public static Shape query(Operation operation) {
        return Queries.SHAPES.getOrDefault(operation.id(), NO_FIELDS);
    }

    /** The header fields that an operation reads, in lower case; one may end in {@code *}. */
    public static List<String> headers(Operation operation) {
        return Queries.HEADERS.getOrDefault(operation.id(), List.of());
    }

    /** Loaded at the first use of a body. */
    private static final class Bodies {
        /** The fields that a container's body has at its top and in its host configuration. */
        static final Set<String> OLD_PLACES = new HashSet<>();

        static final Map<String, Shape> SHAPES = shapes();

        private static Map<String, Shape> shapes() {
            Map<String, Shape> shapes = new HashMap<>();
            List<String> lines = lines("body.txt");
            int at = 0;
            while (at < lines.size()) {
                String[] words = lines.get(at).split(" ", 0);
                if (words[1].equals("like")) {
                    shapes.put(words[0], Objects.requireNonNull(shapes.get(words[2])));
                    at++;
                } else {
                    int end = end(lines, at, 0);
                    shapes.put(words[0], shape(words, 1, lines.subList(at + 1, end), 1));
                    at = end;
                }
            }
            flatten(shapes);
            return shapes;
        }

        /** Old engines read a host configuration's fields beside it too: they are facts there as well. */
        private static void flatten(Map<String, Shape> shapes) {
            String create = Operation.ContainerCreate.id();
            Shape body = Objects.requireNonNull(shapes.get(create));
            Map<String, Shape> fields = new LinkedHashMap<>(body.fields());
            Shape host = Objects.requireNonNull(fields.get("HostConfig"));
            host.fields().forEach((name, shape) -> {
                if (fields.putIfAbsent(name, shape) == null) {
                    OLD_PLACES.add(name);
                }
            });
            shapes.put(create, Shape.object(fields));
        }
    }

    /** Loaded at the first use of a query. */
    private static final class Queries {
        static final Map<String, Shape> SHAPES = new HashMap<>();
        static final Map<String, List<String>> HEADERS = new HashMap<>();

        static {
            List<String> lines = lines("query.txt");
            int at = 0;
            while (at < lines.size()) {
                int end = end(lines, at, 0);
                Map<String, Shape> fields = new LinkedHashMap<>();
                List<String> headers = new ArrayList<>();
                for (String line : lines.subList(at + 1, end)) {
                    String[] words = line.strip().split(" ", 0);
                    if (words[0].equals("header")) {
                        headers.add(words[1]);
                    } else {
                        fields.put(words[0], shape(words, 1, List.of(), 1));
                    }
                }
                SHAPES.put(lines.get(at), Shape.object(fields));
                HEADERS.put(lines.get(at), List.copyOf(headers));
                at = end;
            }
        }
    }

    /**
     * The type that a line names.
     *
     * @param words the line
     * @param from the word that the type begins with; those after it are the types of elements
     * @param below the lines of its fields
     * @param depth their indentation
     */
    private static Shape shape(String[] words, int from, List<String> below, int depth) {
        Shape.Kind kind = Shape.Kind.valueOf(words[from].toUpperCase(Locale.ROOT));
        return switch (kind) {
            case LIST, MAP -> Shape.of(kind, shape(words, from + 1, below, depth));
            case OBJECT -> Shape.object(fields(below, depth));
            case TEXT, INTEGER, DECIMAL, TRUTH, TEXTS, FILTERS, ANY -> Shape.of(kind);
        };
    }

    private static Map<String, Shape> fields(List<String> lines, int depth) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        int at = 0;
        while (at < lines.size()) {
            int end = end(lines, at, depth);
            String[] words = lines.get(at).strip().split(" ", 0);
            fields.put(words[0], shape(words, 1, lines.subList(at + 1, end), depth + 1));
            at = end;
        }
        return fields;
    }

    /** The line after the one at {@code at} and all that are indented deeper. */
    private static int end(List<String> lines, int at, int depth) {
        int end = at + 1;
        while (end < lines.size() && lines.get(end).startsWith(" ".repeat(depth + 1))) {
            end++;
        }
        return end;
    }

    private static List<String> lines(String name) {
        try (InputStream stream = Objects.requireNonNull(FactTable.class.getResourceAsStream(name), name)) {
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))
                    .lines()
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
