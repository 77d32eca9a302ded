package io.caisson.app.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in document order. Reading is lenient, as the engine's is: a member that is absent, null or of another
 * type reads as the empty value of the type asked for.
 */
public final class JsonObject {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /**
     * Sets a member.
     *
     * @param value a string, number, boolean, {@link JsonObject}, list or map of these, or null
     */
    public JsonObject put(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    /** Sets every member of another object, over those of the same name here. */
    public JsonObject putAll(JsonObject other) {
        members.putAll(other.members);
        return this;
    }

    /** A copy whose members can be set without changing this object. */
    public JsonObject copy() {
        return new JsonObject().putAll(this);
    }

    public boolean has(String name) {
        return members.get(name) != null;
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** The members in document order; a view that cannot be changed. */
    public Map<String, @Nullable Object> members() {
        return Collections.unmodifiableMap(members);
    }

    public String text(String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    public boolean flag(String name) {
        return members.get(name) instanceof Boolean flag && flag;
    }

    public long number(String name) {
        return members.get(name) instanceof Number number ? number.longValue() : 0;
    }

    public JsonObject object(String name) {
        return members.get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    /** The objects of an array; elements of other types are left out. */
    public List<JsonObject> objects(String name) {
        List<JsonObject> found = new ArrayList<>();
        if (members.get(name) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof JsonObject object) {
                    found.add(object);
                }
            }
        }
        return found;
    }

    /** The strings of an array. One string stands for an array of one, as the engine has it for commands. */
    public List<String> texts(String name) {
        Object value = members.get(name);
        if (value instanceof String text) {
            return List.of(text);
        }
        List<String> found = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof String text) {
                    found.add(text);
                }
            }
        }
        return found;
    }

    /** The members of an object whose values are strings, such as labels. */
    public Map<String, String> textMap(String name) {
        Map<String, String> found = new LinkedHashMap<>();
        object(name).members.forEach((key, value) -> {
            if (value instanceof String text) {
                found.put(key, text);
            }
        });
        return found;
    }
}
