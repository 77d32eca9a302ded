package io.caisson.app.demo.api;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import io.caisson.app.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The `filters` parameter: names with values, any of which must fit. Labels must all fit. */
final class Filters {
    private final Map<String, List<String>> values;

    private Filters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads the parameter of a call.
     *
     * @param known the filters that the operation has; another name is refused
     */
    static Filters of(Call call, Set<String> known) {
        Filters filters = of(call);
        for (String name : filters.values.keySet()) {
            if (!known.contains(name)) {
                throw ApiFault.badRequest("invalid filter '" + name + "'");
            }
        }
        return filters;
    }

    /** Reads the parameter of a call to which every name is fine. */
    static Filters of(Call call) {
        String text = call.query().text("filters");
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            JsonObject document = parse(text);
            for (String name : document.members().keySet()) {
                // Old clients send a list, newer ones an object whose members are the values.
                List<String> listed = new ArrayList<>(document.texts(name));
                listed.addAll(document.object(name).members().keySet());
                values.put(name, listed);
            }
        }
        return new Filters(values);
    }

    private static JsonObject parse(String text) {
        try {
            return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJson malformed) {
            throw ApiFault.badRequest("invalid filter");
        }
    }

    boolean has(String name) {
        return !values(name).isEmpty();
    }

    List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Whether the filter is not set, or one of its values fits. */
    boolean any(String name, Predicate<String> fits) {
        List<String> wanted = values(name);
        return wanted.isEmpty() || wanted.stream().anyMatch(fits);
    }

    /** Whether all wanted labels, `name` or `name=value`, are among the given. */
    boolean labels(Map<String, String> labels) {
        return values("label").stream().allMatch(wanted -> hasLabel(labels, wanted));
    }

    static boolean hasLabel(Map<String, String> labels, String wanted) {
        int equals = wanted.indexOf('=');
        return equals < 0
                ? labels.containsKey(wanted)
                : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
    }

    /** The value of a yes-or-no filter. */
    boolean flag(String name) {
        return values(name).stream().anyMatch(value -> value.equals("true") || value.equals("1"));
    }
}
