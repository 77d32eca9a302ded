package io.caisson.core.inspect;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An archive as facts: its entries in order, and the text of its small files. */
final class TarFacts implements Facts {
    private static final Shape TEXT = Shape.of(Shape.Kind.TEXT);
    private static final Shape INTEGER = Shape.of(Shape.Kind.INTEGER);

    /** The type of an archive. */
    static final Shape SHAPE = Shape.object(Map.of(
            "files",
            Shape.of(
                    Shape.Kind.LIST,
                    Shape.object(Map.of(
                            "name", TEXT, "type", TEXT, "size", INTEGER, "mode", INTEGER, "user", INTEGER, "link",
                            TEXT))),
            "texts",
            Shape.of(Shape.Kind.MAP, TEXT)));

    private final Map<String, Object> values;

    TarFacts(List<Entry> files, Map<String, String> texts) {
        values = Map.of("files", List.copyOf(files), "texts", Map.copyOf(texts));
    }

    /**
     * One entry.
     *
     * @param name its path, without a leading {@code ./} and without the slash that ends a folder's
     * @param type {@code file}, {@code folder}, {@code link}, {@code symlink} or {@code device}
     * @param size bytes of content
     * @param mode its rights
     * @param user the id of its owner
     * @param link where a link leads, otherwise empty
     */
    record Entry(String name, String type, long size, long mode, long user, String link) implements Facts {
        @Override
        public Object value(String field) {
            return switch (field) {
                case "name" -> name;
                case "type" -> type;
                case "size" -> size;
                case "mode" -> mode;
                case "user" -> user;
                case "link" -> link;
                default -> throw new IllegalArgumentException(field);
            };
        }

        @Override
        public Optional<Object> given(String field) {
            return Optional.of(value(field));
        }
    }

    @Override
    public Object value(String field) {
        return Objects.requireNonNull(values.get(field), field);
    }

    @Override
    public Optional<Object> given(String field) {
        return Optional.of(value(field));
    }
}
