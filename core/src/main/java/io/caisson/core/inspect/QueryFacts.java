package io.caisson.core.inspect;

import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Query;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A query's parameters as the operation reads them. */
public final class QueryFacts implements Facts {
    private static final String DIGITS = "0123456789";

    private final Operation operation;
    private final Shape shape;
    private final Map<String, Object> values;
    private final List<String> unknown;

    private QueryFacts(Operation operation, Shape shape, Map<String, Object> values, List<String> unknown) {
        this.operation = operation;
        this.shape = shape;
        this.values = Collections.unmodifiableMap(values);
        this.unknown = List.copyOf(unknown);
    }

    /** Reads a query; refused where a value has not the form that its type needs. */
    public static Read<QueryFacts> of(Operation operation, Query query) {
        Shape shape = FactTable.query(operation);
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < query.size(); i++) {
            String name = query.name(i);
            Shape type = shape.fields().get(name);
            if (type == null) {
                if (isVariant(name, shape)) {
                    return refused(name, "differs in case only from a parameter of " + operation.id());
                }
                unknown.add(name);
                continue;
            }
            Optional<Object> value = value(type, query.value(i), values.get(name));
            if (value.isEmpty()) {
                return refused(name, "is not of the type " + type.kind().name().toLowerCase(Locale.ROOT));
            }
            values.put(name, value.get());
        }
        return new Read.Value<>(new QueryFacts(operation, shape, values, unknown));
    }

    private static Read<QueryFacts> refused(String name, String rest) {
        return new Read.Refused<>(Reason.PARAMETER_MALFORMED, "`" + name + "` " + rest);
    }

    /** Podman compares names without regard to case. */
    private static boolean isVariant(String name, Shape shape) {
        return shape.fields().keySet().stream().anyMatch(known -> known.equalsIgnoreCase(name));
    }

    private static Optional<Object> value(Shape shape, String text, @Nullable Object earlier) {
        return switch (shape.kind()) {
            case TEXT -> Optional.of(text);
            case TRUTH -> Optional.of(truth(text));
            case INTEGER -> whole(text);
            case FILTERS -> filters(text);
            case LIST -> list(shape.element().orElseThrow(), text, earlier);
            case ANY -> text.isEmpty() ? Optional.of("") : json(text).map(JsonValues::plain);
            case DECIMAL, OBJECT, MAP, TEXTS -> throw new IllegalStateException("no parameter has this type");
        };
    }

    /** As the engine does: some words mean no, and everything else yes. */
    private static boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "", "0", "no", "false", "none" -> false;
            default -> true;
        };
    }

    /** A whole number; times with a fraction of a second, as clients of logs send them, count in whole seconds. */
    private static Optional<Object> whole(String text) {
        int dot = text.indexOf('.');
        String integer = dot < 0 ? text : text.substring(0, dot);
        for (int i = dot + 1; dot >= 0 && i < text.length(); i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                return Optional.empty();
            }
        }
        if (integer.isEmpty()) {
            return text.isEmpty() ? Optional.of(0L) : Optional.empty();
        }
        for (int i = integer.startsWith("-") ? 1 : 0; i < integer.length(); i++) {
            if (DIGITS.indexOf(integer.charAt(i)) < 0) {
                return Optional.empty();
            }
        }
        OptionalLong value = new Json.Numeral(integer).asLong();
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private static Optional<Object> list(Shape element, String text, @Nullable Object earlier) {
        Optional<Object> item = value(element, text, null);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        List<Object> items = new ArrayList<>();
        if (earlier instanceof List<?> list) {
            items.addAll(list);
        }
        items.add(item.get());
        return Optional.of(Collections.unmodifiableList(items));
    }

    private static Optional<Json> json(String text) {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST)
                        instanceof Read.Value<Json>(Json value)
                ? Optional.of(value)
                : Optional.empty();
    }

    /** Lists of strings by name; in the older form, the names that are in a map of truths, whatever their truth is. */
    private static Optional<Object> filters(String text) {
        if (text.isEmpty()) {
            return Optional.of(Map.of());
        }
        if (!(json(text).orElse(null) instanceof Json.Members(Map<String, Json> members))) {
            return Optional.empty();
        }
        Map<String, List<String>> filters = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : members.entrySet()) {
            List<String> values = new ArrayList<>();
            boolean known = switch (member.getValue()) {
                case Json.Array(var items) -> texts(items, values);
                case Json.Members(var named) -> {
                    values.addAll(named.keySet());
                    yield named.values().stream().allMatch(each -> each instanceof Json.Bool);
                }
                case Json.Null() -> true;
                case Json.Text text1 -> false;
                case Json.Numeral number -> false;
                case Json.Bool truth -> false;
            };
            if (!known) {
                return Optional.empty();
            }
            filters.put(member.getKey(), List.copyOf(values));
        }
        return Optional.of(Collections.unmodifiableMap(filters));
    }

    private static boolean texts(List<Json> items, List<String> out) {
        for (Json item : items) {
            if (!(item instanceof Json.Text(String value))) {
                return false;
            }
            out.add(value);
        }
        return true;
    }

    @Override
    public Object value(String field) {
        Object said = values.get(field);
        return said == null ? Defaults.ofParameter(operation, field, shape) : said;
    }

    @Override
    public Optional<Object> given(String field) {
        return Optional.ofNullable(values.get(field));
    }

    /** The parameters that are said, with their values as they are read. */
    public Map<String, Object> given() {
        return values;
    }

    /** The names of parameters that are not known to be read by the operation. */
    public List<String> unknown() {
        return unknown;
    }
}
