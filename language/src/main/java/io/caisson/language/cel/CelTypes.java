package io.caisson.language.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.caisson.core.inspect.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The types of facts as the checker knows them; each object is a type of its own, named by its path. */
@SuppressWarnings("Immutable") // It is filled before the checker sees it, and not changed after.
final class CelTypes implements CelTypeProvider {
    private final Map<String, CelType> types = new LinkedHashMap<>();

    /** The type of a fact. */
    CelType of(String name, Shape shape) {
        return switch (shape.kind()) {
            case TEXT -> SimpleType.STRING;
            case INTEGER -> SimpleType.INT;
            case DECIMAL -> SimpleType.DOUBLE;
            case TRUTH -> SimpleType.BOOL;
            case ANY -> SimpleType.DYN;
            case TEXTS -> ListType.create(SimpleType.STRING);
            case FILTERS -> MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING));
            case LIST -> ListType.create(of(name, shape.element().orElseThrow()));
            case MAP ->
                MapType.create(SimpleType.STRING, of(name, shape.element().orElseThrow()));
            case OBJECT -> {
                Map<String, CelType> fields = new LinkedHashMap<>();
                shape.fields().forEach((field, type) -> fields.put(field, of(name + "/" + field, type)));
                yield struct(name, fields);
            }
        };
    }

    /**
     * An object's type; with its slashes, its name is no expression, which the checker would take for the type itself.
     */
    CelType struct(String name, Map<String, CelType> fields) {
        StructType type = StructType.create(
                name, ImmutableSet.copyOf(fields.keySet()), field -> Optional.ofNullable(fields.get(field)));
        types.put(name, type);
        return type;
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.copyOf(types.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
        return Optional.ofNullable(types.get(name));
    }
}
