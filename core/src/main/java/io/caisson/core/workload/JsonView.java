package io.caisson.core.workload;

import io.caisson.core.inspect.Facts;
import io.caisson.core.inspect.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks into JSON that may lack what is looked for. */
final class JsonView {
    static final Json NOTHING = new Json.Null();

    private JsonView() {}

    /** A member by name, or null. */
    static Json at(Json json, String... names) {
        Json value = json;
        for (String name : names) {
            value = value instanceof Json.Members(var members) ? members.getOrDefault(name, NOTHING) : NOTHING;
        }
        return value;
    }

    /** A string; empty where it is something else. */
    static String text(Json json) {
        return json instanceof Json.Text(String value) ? value : "";
    }

    /** A whole number; 0 where it is something else. */
    static long number(Json json) {
        return json instanceof Json.Numeral number ? number.asLong().orElse(0) : 0;
    }

    static boolean isTrue(Json json) {
        return json instanceof Json.Bool(boolean value) && value;
    }

    /** Whether a value says nothing: what the engine takes for it where the field is missing. */
    static boolean isNothing(Json json) {
        return switch (json) {
            case Json.Text(String value) -> value.isEmpty();
            case Json.Numeral number -> number.asLong().orElse(1) == 0;
            case Json.Bool(boolean value) -> !value;
            case Json.Null nothing -> true;
            case Json.Array(var items) -> items.isEmpty();
            case Json.Members(var members) -> members.values().stream().allMatch(JsonView::isNothing);
        };
    }

    /** The items of a list; none where it is something else. */
    static List<Json> items(Json json) {
        return json instanceof Json.Array(var items) ? items : List.of();
    }

    /** The members of an object; none where it is something else. */
    static Map<String, Json> members(Json json) {
        return json instanceof Json.Members(var members) ? members : Map.of();
    }

    /** Strings: those of a list, or the one that stands in its place. */
    static List<String> texts(Json json) {
        if (json instanceof Json.Text(String value)) {
            return List.of(value);
        }
        return items(json).stream().map(JsonView::text).toList();
    }

    /** A fact as JSON. */
    static Json of(Object fact) {
        return switch (fact) {
            case String text -> new Json.Text(text);
            case Long number -> new Json.Numeral(number.toString());
            case Double number -> new Json.Numeral(number.toString());
            case Boolean truth -> new Json.Bool(truth);
            case List<?> list -> {
                List<Json> items = new ArrayList<>();
                list.forEach(item -> items.add(of(item)));
                yield new Json.Array(items);
            }
            case Map<?, ?> map -> {
                Map<String, Json> members = new LinkedHashMap<>();
                map.forEach((name, value) -> members.put(name.toString(), of(value)));
                yield new Json.Members(members);
            }
            case Facts facts -> throw new IllegalArgumentException("no parameter is an object");
            default -> throw new IllegalArgumentException(fact.getClass().getName());
        };
    }
}
