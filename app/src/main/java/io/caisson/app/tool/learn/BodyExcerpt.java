package io.caisson.app.tool.learn;

import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.Json.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a body that a record keeps. Environment, passwords, the contents of secrets and everything else that no
 * proposal speaks of are never written to a file.
 */
final class BodyExcerpt {
    private BodyExcerpt() {}

    /** A JSON text with the fields that are kept; empty where the body has none of them. */
    static String of(Operation operation, BodyFacts body) {
        if (!(body.json() instanceof Members members)) {
            return "";
        }
        JsonObject excerpt = new JsonObject();
        for (String name : Telling.recorded(operation)) {
            copy(members, name, excerpt);
        }
        return excerpt.isEmpty() ? "" : new String(Json.write(excerpt), StandardCharsets.UTF_8).strip();
    }

    private static void copy(Members from, String path, JsonObject to) {
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        io.caisson.core.inspect.Json value = from.members().get(name);
        if (value == null) {
            return;
        }
        if (dot < 0) {
            to.put(name, plain(value));
        } else if (value instanceof Members inner) {
            JsonObject object = to.has(name) ? to.object(name) : new JsonObject();
            copy(inner, path.substring(dot + 1), object);
            if (!object.isEmpty()) {
                to.put(name, object);
            }
        }
    }

    private static @Nullable Object plain(io.caisson.core.inspect.Json value) {
        return switch (value) {
            case io.caisson.core.inspect.Json.Text(String text) -> text;
            case io.caisson.core.inspect.Json.Bool(boolean truth) -> truth;
            case io.caisson.core.inspect.Json.Null() -> null;
            case io.caisson.core.inspect.Json.Numeral number ->
                number.asLong().isPresent() ? (Object) number.asLong().getAsLong() : number.text();
            case io.caisson.core.inspect.Json.Array(List<io.caisson.core.inspect.Json> items) -> {
                List<@Nullable Object> list = new ArrayList<>();
                items.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case Members(Map<String, io.caisson.core.inspect.Json> members) -> {
                JsonObject object = new JsonObject();
                members.forEach((name, item) -> object.put(name, plain(item)));
                yield object;
            }
        };
    }
}
