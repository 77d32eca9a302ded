package io.caisson.core.inspect;

import java.nio.charset.StandardCharsets;

/** JSON as text, for parameters that hold some. */
public final class JsonText {
    private JsonText() {}

    /** The value on one line. */
    public static String of(Json json) {
        return new String(JsonWriter.write(json), StandardCharsets.UTF_8);
    }
}
