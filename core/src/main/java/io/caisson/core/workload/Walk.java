package io.caisson.core.workload;

import io.caisson.core.inspect.Json;
import io.caisson.core.workload.FieldTable.Node;
import io.caisson.core.workload.Sink.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes over a value by the table of fields; a field that the table does not have is a demand too. */
final class Walk {
    private final Sink sink;
    private final Json root;
    private final Set<String> unknown = new HashSet<>();

    Walk(Sink sink, Json root) {
        this.sink = sink;
        this.root = root;
    }

    void walk(Node node, Json json, Place place) {
        if (json instanceof Json.Null) {
            return;
        }
        Form form = node.form;
        if (form != null) {
            Forms.read(sink, form, node.control, place, json);
        }
        switch (json) {
            case Json.Members(Map<String, Json> members) -> {
                for (Map.Entry<String, Json> member : members.entrySet()) {
                    below(node, member.getKey(), member.getValue(), place.field(member.getKey()));
                }
            }
            case Json.Array(List<Json> items) -> {
                Node each = node.each;
                for (int i = 0; each != null && i < items.size(); i++) {
                    walk(each, items.get(i), place.item(Integer.toString(i)));
                }
            }
            // One string stands for a list of one.
            case Json.Text text -> {
                Node each = node.each;
                if (each != null && form == null) {
                    walk(each, text, place);
                }
            }
            case Json.Numeral number -> {}
            case Json.Bool truth -> {}
            case Json.Null nothing -> {}
        }
    }

    private void below(Node node, String name, Json value, Place place) {
        Node field = node.fields.getOrDefault(name, node.each);
        if (field == null) {
            if (node.form == null) {
                unknown(place.toString(), value);
            }
        } else if (value instanceof Json.Null && node.each == field && field.form != null) {
            // The name alone asks for something, as in a set.
            Forms.read(sink, field.form, field.control, place, value);
        } else {
            walk(field, value, place);
        }
    }

    private void unknown(String field, Json value) {
        if (!JsonView.isNothing(value) && unknown.add(field)) {
            sink.named(Control.FIELDS, Place.NOWHERE.field(field), field);
        }
    }

    /** A field that no engine is known to read, by its JSON pointer. */
    void unknownAt(Node table, String pointer) {
        @Nullable Node known = table;
        Json value = root;
        StringBuilder field = new StringBuilder();
        for (String segment : pointer.substring(1).split("/", -1)) {
            String name = segment.replace("~1", "/").replace("~0", "~");
            known = known == null ? null : known.fields.getOrDefault(name, known.each);
            if (value instanceof Json.Array(List<Json> items)) {
                value = items.get(Integer.parseInt(name));
                field.append('[').append(name).append(']');
            } else {
                value = JsonView.at(value, name);
                field.append(field.isEmpty() ? "" : ".").append(name);
            }
        }
        // Some clients send what engines do not read and nobody minds.
        if (known == null || known.form != Form.FREE) {
            unknown(field.toString(), value);
        }
    }
}
