package io.caisson.core.inspect;

import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JSON body as the operation reads it. What was judged is what is sent: {@link #render} writes the body anew from
 * what was read.
 */
public final class BodyFacts {
    private static final byte[] NO_ARCHIVE = {};

    private final Json json;
    private final byte[] archive;
    private final Object value;
    private final List<String> unknown;

    private BodyFacts(Json json, byte[] archive, Object value, List<String> unknown) {
        this.json = json;
        this.archive = archive;
        this.value = value;
        this.unknown = List.copyOf(unknown);
    }

    /**
     * Reads a body of the kind that the operation has: JSON, or a tar archive.
     *
     * @param body the whole body without framing
     * @param limits of JSON; the length is that of archives too
     */
    public static Read<BodyFacts> read(Operation operation, byte[] body, JsonLimits limits) {
        if (FactTable.isArchive(operation)) {
            return archive(body, limits);
        }
        Read<Json> json = StrictJson.read(body, limits);
        return json instanceof Read.Refused<Json> refused
                ? refused.as()
                : of(operation, ((Read.Value<Json>) json).value());
    }

    private static Read<BodyFacts> archive(byte[] body, JsonLimits limits) {
        if (body.length > limits.bytesMax()) {
            return new Read.Refused<>(Reason.BODY_TOO_COMPLEX, "longer than " + limits.bytesMax() + " bytes");
        }
        try {
            return new Read.Value<>(new BodyFacts(new Json.Null(), body.clone(), TarReader.read(body), List.of()));
        } catch (BodyReader.Fault fault) {
            return new Read.Refused<>(fault.reason, fault.detail);
        }
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
            return new Read.Value<>(new BodyFacts(json, NO_ARCHIVE, value, unknown));
        } catch (BodyReader.Fault fault) {
            return new Read.Refused<>(fault.reason, fault.detail);
        }
    }

    /** The facts of a request that has no body: nothing is said. */
    public static BodyFacts none(Operation operation) {
        Shape shape = FactTable.body(operation).orElse(Shape.object(Map.of()));
        return new BodyFacts(new Json.Null(), NO_ARCHIVE, Defaults.of(shape), List.of());
    }

    /** The body's value as facts: {@link Facts} for an object, or one of the values that facts have. */
    public Object value() {
        return value;
    }

    /** The JSON body as it was read; null of an archive. */
    public Json json() {
        return json;
    }

    /** JSON pointers of the fields that no engine is known to read. */
    public List<String> unknown() {
        return unknown;
    }

    /** What may be sent: JSON in UTF-8 written from what was read, or the archive that was read. */
    public byte[] render() {
        return archive.length > 0 ? archive.clone() : JsonWriter.write(json);
    }
}
