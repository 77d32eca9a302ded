package io.caisson.core.inspect;

import io.caisson.core.inspect.JsonScanner.Fault;
import io.caisson.core.reason.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The one reader of JSON from outside. It takes RFC 8259 and nothing beside it, as Go's decoder does, and refuses in
 * addition what Go reads in its own way: names that come twice, text that is not valid Unicode, anything after the
 * value, and more than the limits.
 */
public final class StrictJson {
    private StrictJson() {}

    /** Writes a value so that every reader reads it alike, in UTF-8. */
    public static byte[] write(Json json) {
        return JsonWriter.write(json);
    }

    /** Reads one text; it must be UTF-8 without a byte order mark. */
    public static Read<Json> read(byte[] bytes, JsonLimits limits) {
        if (bytes.length > limits.bytesMax()) {
            return new Read.Refused<>(Reason.BODY_TOO_COMPLEX, "longer than " + limits.bytesMax() + " bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException invalid) {
            return new Read.Refused<>(Reason.BODY_AMBIGUOUS, "not valid UTF-8");
        }
        try {
            return new Read.Value<>(new JsonScanner(text, limits).document());
        } catch (Fault fault) {
            return new Read.Refused<>(fault.reason, fault.detail());
        }
    }
}
