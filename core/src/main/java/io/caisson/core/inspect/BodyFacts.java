package io.caisson.core.inspect;

import io.caisson.core.docker.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON body as the operation reads it. What was judged is what is sent: {@link #render} writes the body anew from
 * what was read.
 */
public final class BodyFacts {
    private final Json json;
    private final Object value;
    private final List<String> unknown;

    private BodyFacts(Json json, Object value, List<String> unknown) {
        this.json = json;
        this.value = value;
        this.unknown = List.copyOf(unknown);
    }

    /**
     * Reads a body; refused where an engine could read it in another way: a name in another case than the engine's own,
     * a field in an old place, a value of another type.
     */
    public static Read<BodyFacts> of(Operation operation, Json json) {
        Shape shape = FactTable.body(operation).orElse(Shape.of(Shape.Kind.ANY));
        List<String> unknown = new ArrayList<>();
        BodyReader reader = new BodyReader(operation, unknown);
        try {
            Object value = reader.read(shape, json, "");
            return new Read.Value<>(new BodyFacts(json, value, unknown));
        } catch (BodyReader.Fault fault) {
            return new Read.Refused<>(fault.reason, fault.detail);
        }
    }

    /** The facts of a request that has no body: nothing is said. */
    public static BodyFacts none(Operation operation) {
        Shape shape = FactTable.body(operation).orElse(Shape.object(java.util.Map.of()));
        return new BodyFacts(new Json.Null(), Defaults.of(shape), List.of());
    }

    /** The body's value as facts: {@link Facts} for an object, or one of the values that facts have. */
    public Object value() {
        return value;
    }

    /** The body as it was read. */
    public Json json() {
        return json;
    }

    /** JSON pointers of the fields that no engine is known to read. */
    public List<String> unknown() {
        return unknown;
    }

    /** The body as JSON in UTF-8, written from what was read. */
    public byte[] render() {
        return JsonWriter.write(json);
    }
}
