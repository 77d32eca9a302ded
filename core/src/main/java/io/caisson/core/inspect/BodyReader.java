package io.caisson.core.inspect;

import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** From JSON to facts by the types that the engine gives them. */
final class BodyReader {
    private final Operation operation;
    private final List<String> unknown;

    BodyReader(Operation operation, List<String> unknown) {
        this.operation = operation;
        this.unknown = unknown;
    }

    /** Why a body is refused; it never leaves the package. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        final Reason reason;
        final String detail;

        Fault(Reason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
            this.detail = detail;
        }
    }

    /** The fact that a value is; null is what the engine takes where nothing is said. */
    Object read(Shape shape, Json json, String pointer) throws Fault {
        if (json instanceof Json.Null) {
            return Defaults.of(shape);
        }
        return switch (shape.kind()) {
            case TEXT -> text(json, pointer);
            case INTEGER -> integer(json, pointer);
            case DECIMAL -> decimal(json, pointer);
            case TRUTH -> truth(json, pointer);
            case OBJECT -> object(shape, json, pointer);
            case LIST -> list(shape.element().orElseThrow(), json, pointer);
            case MAP -> map(shape.element().orElseThrow(), json, pointer);
            case TEXTS ->
                json instanceof Json.Text(String one) ? List.of(one) : list(Shape.of(Shape.Kind.TEXT), json, pointer);
            case ANY -> any(json, pointer);
            case FILTERS -> throw new IllegalStateException("no body has filters");
        };
    }

    private static Object text(Json json, String pointer) throws Fault {
        if (json instanceof Json.Text(String value)) {
            return value;
        }
        throw mistyped(pointer, "a string");
    }

    private static Object integer(Json json, String pointer) throws Fault {
        OptionalLong value = json instanceof Json.Numeral number ? number.asLong() : OptionalLong.empty();
        if (value.isEmpty()) {
            throw mistyped(pointer, "a whole number");
        }
        return value.getAsLong();
    }

    private static Object decimal(Json json, String pointer) throws Fault {
        double value = json instanceof Json.Numeral(String text) ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw mistyped(pointer, "a number");
        }
        return value;
    }

    private static Object truth(Json json, String pointer) throws Fault {
        if (json instanceof Json.Bool(boolean value)) {
            return value;
        }
        throw mistyped(pointer, "true or false");
    }

    private Object list(Shape element, Json json, String pointer) throws Fault {
        if (!(json instanceof Json.Array(List<Json> items))) {
            throw mistyped(pointer, "a list");
        }
        List<Object> facts = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            facts.add(read(element, items.get(i), pointer + "/" + i));
        }
        return Collections.unmodifiableList(facts);
    }

    private Object map(Shape element, Json json, String pointer) throws Fault {
        if (!(json instanceof Json.Members(Map<String, Json> members))) {
            throw mistyped(pointer, "an object");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : members.entrySet()) {
            facts.put(member.getKey(), read(element, member.getValue(), under(pointer, member.getKey())));
        }
        return Collections.unmodifiableMap(facts);
    }

    private Object object(Shape shape, Json json, String pointer) throws Fault {
        if (!(json instanceof Json.Members(Map<String, Json> members))) {
            throw mistyped(pointer, "an object");
        }
        refuseRepeated(members, pointer);
        Map<String, Object> facts = new HashMap<>();
        for (Map.Entry<String, Json> member : members.entrySet()) {
            String name = member.getKey();
            String below = under(pointer, name);
            Shape field = shape.fields().get(name);
            if (field == null) {
                refuseVariant(shape, name, below);
                unknown.add(below);
                any(member.getValue(), below);
            } else {
                refuseOldPlace(pointer, name, member.getValue());
                Object fact = read(field, member.getValue(), below);
                if (!(member.getValue() instanceof Json.Null)) {
                    facts.put(name, fact);
                }
            }
        }
        return new Fields(shape, Map.copyOf(facts));
    }

    /** A value of no known type may be an object to the engine, so its names must not repeat under folding. */
    private Object any(Json json, String pointer) throws Fault {
        switch (json) {
            case Json.Members(var members) -> {
                refuseRepeated(members, pointer);
                for (Map.Entry<String, Json> member : members.entrySet()) {
                    any(member.getValue(), under(pointer, member.getKey()));
                }
            }
            case Json.Array(var items) -> {
                for (int i = 0; i < items.size(); i++) {
                    any(items.get(i), pointer + "/" + i);
                }
            }
            case Json.Text text -> {}
            case Json.Numeral number -> {}
            case Json.Bool truth -> {}
            case Json.Null nothing -> {}
        }
        return JsonValues.plain(json);
    }

    private static void refuseRepeated(Map<String, Json> members, String pointer) throws Fault {
        Optional<String> repeated = GoFolding.repeated(members.keySet());
        if (repeated.isPresent()) {
            throw ambiguous(under(pointer, repeated.get()), "comes twice in different cases");
        }
    }

    /** Engines take a name in any case, so one that is only nearly right is as good as the right one to them. */
    private static void refuseVariant(Shape shape, String name, String pointer) throws Fault {
        String folded = GoFolding.fold(name);
        for (String known : shape.fields().keySet()) {
            if (GoFolding.fold(known).equals(folded)) {
                throw ambiguous(pointer, "is `" + known + "` to the engine; write it so");
            }
        }
    }

    /**
     * Engines up to 26 take the fields of a host configuration beside it too, and newer ones pass over them: whoever
     * judged only one place would be wrong with the other.
     */
    private void refuseOldPlace(String pointer, String name, Json value) throws Fault {
        if (operation == Operation.ContainerCreate
                && pointer.isEmpty()
                && FactTable.isOldPlace(name)
                && !(value instanceof Json.Null)) {
            throw ambiguous("/" + name, "belongs into `HostConfig`, and only old engines read it here");
        }
    }

    private static String under(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static Fault mistyped(String pointer, String accepted) {
        return new Fault(Reason.BODY_MISTYPED, "`" + pointer + "` is not " + accepted);
    }

    private static Fault ambiguous(String pointer, String rest) {
        return new Fault(Reason.BODY_AMBIGUOUS, "`" + pointer + "` " + rest);
    }

    /** The fields of one object. */
    private record Fields(Shape shape, Map<String, Object> said) implements Facts {
        @Override
        public Object value(String field) {
            Object value = said.get(field);
            return value == null
                    ? Defaults.of(Objects.requireNonNull(shape.fields().get(field), field))
                    : value;
        }

        @Override
        public Optional<Object> given(String field) {
            return Optional.ofNullable(said.get(field));
        }
    }
}
