package io.caisson.app.demo.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parameters of a request target. Of a repeated one the first counts, as in the engine. */
public final class Query {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Reads the part after the question mark; a pair with a bad escape is dropped. */
    static Query parse(String text) {
        Query query = new Query();
        for (String pair : Percent.split(text, '&')) {
            int equals = pair.indexOf('=');
            String name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = Percent.decode(equals < 0 ? "" : pair.substring(equals + 1), true);
            if (name != null && value != null && !name.isEmpty()) {
                query.values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return query;
    }

    /** The first value, or the empty string. */
    public String text(String name) {
        return values.getOrDefault(name, List.of("")).getFirst();
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Empty, 0, no, false and none are false; everything else is true. */
    public boolean flag(String name) {
        return switch (text(name).strip().toLowerCase(Locale.ROOT)) {
            case "", "0", "no", "false", "none" -> false;
            default -> true;
        };
    }
}
