package io.caisson.core.policy;

import io.caisson.core.docker.Operation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the client of a refused operation reads. It is put together at the first refusal: to do so for every operation
 * would be a good part of the program's start, and most operations are never asked for.
 */
final class Wording {
    private final Operation operation;
    private final boolean hints;
    private final Supplier<String> hint;
    /** Several loops may each put it together once; a string is safe to hand over without a lock. */
    private @Nullable String text;

    Wording(Operation operation, boolean hints, Supplier<String> hint) {
        this.operation = operation;
        this.hints = hints;
        this.hint = hint;
    }

    /** One line of plain text. */
    String text() {
        String known = text;
        if (known == null) {
            String line = hints ? hint.get() : "";
            known = operation.id() + " is not allowed here" + (line.isEmpty() ? "" : ": " + line);
            text = known;
        }
        return known;
    }
}
