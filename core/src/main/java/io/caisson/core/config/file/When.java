package io.caisson.core.config.file;

import io.caisson.core.config.tree.Node;

/** The condition of a rule, as it is written. */
public record When(Node.Scalar source) {
    /** The expression. */
    public String text() {
        return source.text();
    }

    /** The expression on one line, for records and hints. */
    public String line() {
        return source.text().strip().replaceAll("\\s+", " ");
    }
}
