package io.caisson.core.policy;

/** What a rule does with the calls that it covers. */
public enum Effect {
    /** They may be forwarded, unless a deny rule covers them too. */
    ALLOW,
    /** They are refused, whatever allows them. */
    DENY
}
