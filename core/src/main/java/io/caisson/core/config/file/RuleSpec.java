package io.caisson.core.config.file;

import io.caisson.core.config.tree.Position;
import java.util.Optional;

/**
 * One line of {@code allow} or {@code deny}.
 *
 * @param selector what it is about
 * @param text the selector as written
 * @param when the condition, where there is one
 * @param position where the rule stands
 */
public record RuleSpec(Selector selector, String text, Optional<When> when, Position position) {
    /** The line as records and hints show it. */
    public String line() {
        return when.isEmpty() ? text : text + " when " + when.get().line();
    }
}
