package io.caisson.core.identity;

/** Whether a caller is one that a client rule speaks of. */
public sealed interface Match {
    /** The caller is. */
    Match YES = new Yes();
    /** The caller is not. */
    Match NO = new No();

    /** The caller is. */
    record Yes() implements Match {}

    /** The caller is not. */
    record No() implements Match {}

    /** Nobody can tell; whoever asked must not go on as if the caller were not. */
    record Unclear(String detail) implements Match {}

    /** From a truth that is known. */
    static Match of(boolean holds) {
        return holds ? YES : NO;
    }
}
