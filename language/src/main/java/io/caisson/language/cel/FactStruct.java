package io.caisson.language.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.StructValue;
import io.caisson.core.inspect.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts as a value that expressions select fields of; what is not said has the value that the engine takes for it. */
@SuppressWarnings("Immutable") // Facts do not change, but the library's annotation cannot know.
final class FactStruct extends StructValue<String, FactStruct> {
    private final Facts facts;

    FactStruct(Facts facts) {
        this.facts = facts;
    }

    /** Itself: the evaluator takes items of lists for what this answers, and selects their fields too. */
    @Override
    public FactStruct value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return false;
    }

    @Override
    public CelType celType() {
        return SimpleType.DYN;
    }

    @Override
    public Object select(String field) {
        return adapted(facts.value(field));
    }

    @Override
    public Optional<Object> find(String field) {
        return facts.given(field).map(FactStruct::adapted);
    }

    /** A fact as the library takes it. */
    static Object adapted(Object fact) {
        return switch (fact) {
            case Facts object -> new FactStruct(object);
            case List<?> list
            when holdsParts(list) -> {
                List<Object> adapted = new ArrayList<>(list.size());
                list.forEach(item -> adapted.add(adapted(item)));
                yield adapted;
            }
            case Map<?, ?> map
            when holdsParts(map.values()) -> {
                Map<Object, Object> adapted = new LinkedHashMap<>();
                map.forEach((key, value) -> adapted.put(key, adapted(value)));
                yield adapted;
            }
            default -> fact;
        };
    }

    /** Whether any of the values is more than a plain one, and so has to be adapted. */
    private static boolean holdsParts(Iterable<?> values) {
        for (Object value : values) {
            if (value instanceof Facts || value instanceof List || value instanceof Map) {
                return true;
            }
        }
        return false;
    }
}
