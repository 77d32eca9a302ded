package io.caisson.core.inspect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a fact, as the engine's own code reads it.
 *
 * @param kind what it is
 * @param fields of an object, the fields that engines know, by their exact names
 * @param element of a list or map, the type of what it holds
 */
public record Shape(Kind kind, Map<String, Shape> fields, Optional<Shape> element) {
    public Shape {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A type without parts. */
    static Shape of(Kind kind) {
        return new Shape(kind, Map.of(), Optional.empty());
    }

    /** A list or map. */
    static Shape of(Kind kind, Shape element) {
        return new Shape(kind, Map.of(), Optional.of(element));
    }

    /** An object. */
    static Shape object(Map<String, Shape> fields) {
        return new Shape(Kind.OBJECT, fields, Optional.empty());
    }

    /** What a fact can be. */
    public enum Kind {
        /** A string. */
        TEXT,
        /** A whole number of 64 bits. */
        INTEGER,
        /** A number. */
        DECIMAL,
        /** True or false. */
        TRUTH,
        /** A value with named fields. */
        OBJECT,
        /** Values in order. */
        LIST,
        /** Values by names that the client chooses. */
        MAP,
        /** A list of strings, for which engines take one string too. */
        TEXTS,
        /** Of a query: the engine's filters, lists of strings by name. */
        FILTERS,
        /** Any JSON value. */
        ANY
    }
}
