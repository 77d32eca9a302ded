package io.caisson.core.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** JSON of no declared type as plain values. */
final class JsonValues {
    private JsonValues() {}

    /** Strings, whole and other numbers, truths, lists and maps; null is the empty string. */
    static Object plain(Json json) {
        return switch (json) {
            case Json.Text(String value) -> value;
            case Json.Numeral number -> number(number);
            case Json.Bool(boolean value) -> value;
            case Json.Null() -> "";
            case Json.Array(var items) -> {
                List<Object> list = new ArrayList<>();
                for (Json item : items) {
                    list.add(plain(item));
                }
                yield Collections.unmodifiableList(list);
            }
            case Json.Members(var members) -> {
                Map<String, Object> map = new LinkedHashMap<>();
                members.forEach((name, value) -> map.put(name, plain(value)));
                yield Collections.unmodifiableMap(map);
            }
        };
    }

    private static Object number(Json.Numeral number) {
        OptionalLong whole = number.asLong();
        return whole.isPresent() ? (Object) whole.getAsLong() : (Object) Double.valueOf(number.text());
    }
}
