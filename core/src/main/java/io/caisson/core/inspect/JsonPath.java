package io.caisson.core.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks into a JSON value that may lack what is looked for; nothing is then an empty answer. */
public record JsonPath(Json json) {
    /** A member, or nothing. */
    public JsonPath at(String name) {
        return new JsonPath(
                json instanceof Json.Members(Map<String, Json> members)
                        ? members.getOrDefault(name, new Json.Null())
                        : new Json.Null());
    }

    /** The string under the first of these names that has one. */
    public String text(String... names) {
        for (String name : names) {
            if (at(name).json instanceof Json.Text(String value) && !value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** Whether a member is there and true. */
    public boolean isTrue(String name) {
        return at(name).json instanceof Json.Bool(boolean value) && value;
    }

    /** The strings by name under the first of these names that has some. */
    public Map<String, String> texts(String... names) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : names) {
            if (texts.isEmpty() && at(name).json instanceof Json.Members(Map<String, Json> members)) {
                members.forEach((key, value) -> {
                    if (value instanceof Json.Text(String text)) {
                        texts.put(key, text);
                    }
                });
            }
        }
        return texts;
    }

    /** The strings of a list. */
    public List<String> list(String name) {
        List<String> texts = new ArrayList<>();
        if (at(name).json instanceof Json.Array(List<Json> items)) {
            for (Json item : items) {
                if (item instanceof Json.Text(String value)) {
                    texts.add(value);
                }
            }
        }
        return texts;
    }

    /** The whole number of a member, 0 where it has none. */
    public long number(String name) {
        return at(name).json instanceof Json.Numeral numeral ? numeral.asLong().orElse(0) : 0;
    }

    /** The items of a list, or the values of an object. */
    public List<JsonPath> children() {
        return switch (json) {
            case Json.Array(List<Json> items) ->
                items.stream().map(JsonPath::new).toList();
            case Json.Members(Map<String, Json> members) ->
                members.values().stream().map(JsonPath::new).toList();
            case Json.Text text -> List.of();
            case Json.Numeral numeral -> List.of();
            case Json.Bool bool -> List.of();
            case Json.Null none -> List.of();
        };
    }
}
