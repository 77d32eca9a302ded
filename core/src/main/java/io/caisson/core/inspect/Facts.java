package io.caisson.core.inspect;

import java.util.Optional;

/**
 * The fields of one object as facts. A value is a {@link String}, {@link Long}, {@link Double}, {@link Boolean}, a
 * list, a map by strings, or facts again.
 */
public interface Facts {
    /** The value of a field that the type has; what the engine takes for it where it is not said. */
    Object value(String field);

    /** The value of a field that is said. */
    Optional<Object> given(String field);
}
