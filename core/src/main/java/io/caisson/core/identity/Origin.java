package io.caisson.core.identity;

/** Which container a caller runs in. */
public sealed interface Origin {
    /** Nobody asked. */
    Origin UNASKED = new Unclear("nobody asked for the container");
    /** It runs in no container of the engine. */
    Origin OUTSIDE = new Outside();

    /** It runs in this one. */
    record Inside(PeerContainer container) implements Origin {}

    /** It runs in no container of the engine. */
    record Outside() implements Origin {}

    /**
     * It cannot be told, and so nothing that speaks of containers may be decided.
     *
     * @param detail why, in one line for the operator
     */
    record Unclear(String detail) implements Origin {}
}
