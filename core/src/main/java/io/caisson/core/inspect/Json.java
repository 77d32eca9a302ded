package io.caisson.core.inspect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A JSON value as {@link StrictJson} read it: nothing in it can be read in two ways. */
public sealed interface Json {
    /** A string; valid Unicode. */
    record Text(String value) implements Json {}

    /** A number, exactly as it was written. */
    record Numeral(String text) implements Json {
        /** Its value where it is written as a whole number of 64 bits, as Go reads one. */
        public OptionalLong asLong() {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '.' || c == 'e' || c == 'E') {
                    return OptionalLong.empty();
                }
            }
            try {
                return OptionalLong.of(Long.parseLong(text));
            } catch (NumberFormatException tooLarge) {
                return OptionalLong.empty();
            }
        }
    }

    /** True or false. */
    record Bool(boolean value) implements Json {}

    /** The null value, which Go takes for "not said". */
    record Null() implements Json {}

    /** A list. */
    record Array(List<Json> items) implements Json {
        public Array {
            items = List.copyOf(items);
        }
    }

    /** Members in the order in which they came; no name twice. */
    record Members(Map<String, Json> members) implements Json {
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }
}
