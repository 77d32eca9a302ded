package io.caisson.core.policy;

/** What a policy's refusals come to. */
public enum Mode {
    /** A refused call is refused. */
    ENFORCE,
    /** A refused call is passed on and recorded as one that would be refused. */
    SHADOW
}
