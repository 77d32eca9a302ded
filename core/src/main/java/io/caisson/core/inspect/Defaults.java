package io.caisson.core.inspect;

import io.caisson.core.docker.Operation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the engine takes where a request says nothing. */
final class Defaults {
    private Defaults() {}

    /** The value of a field that is not said: nothing, in the sense of its type. */
    static Object of(Shape shape) {
        return switch (shape.kind()) {
            case TEXT -> "";
            case INTEGER -> 0L;
            case DECIMAL -> 0.0;
            case TRUTH -> false;
            case OBJECT -> new Nothing(shape);
            case LIST, TEXTS -> List.of();
            case MAP, FILTERS -> Map.of();
            case ANY -> "";
        };
    }

    /** The value of a parameter that is not said; for a few, engines take something else than nothing. */
    static Object ofParameter(Operation operation, String field, Shape query) {
        boolean on = switch (operation) {
            case ContainerStats -> field.equals("stream");
            case ImageBuild -> field.equals("rm");
            default -> false;
        };
        return on ? (Object) true : of(Objects.requireNonNull(query.fields().get(field), field));
    }

    /** An object of which nothing is said. */
    private record Nothing(Shape shape) implements Facts {
        @Override
        public Object value(String field) {
            return of(Objects.requireNonNull(shape.fields().get(field), field));
        }

        @Override
        public Optional<Object> given(String field) {
            return Optional.empty();
        }
    }
}
