package io.caisson.core.policy;

import io.caisson.core.docker.Operation;

/**
 * Proof that the evaluator allowed an operation. The constructor is package-private on purpose: nobody else makes one.
 */
public final class Permit {
    private final Operation operation;
    private final RuleRef rule;
    private final boolean bound;

    Permit(Operation operation, RuleRef rule) {
        this(operation, rule, false);
    }

    Permit(Operation operation, RuleRef rule, boolean bound) {
        this.operation = operation;
        this.rule = rule;
        this.bound = bound;
    }

    /** Whether duties of the policy have to be done first; such a permit is not forwarded. */
    public boolean isBound() {
        return bound;
    }

    /** The permit after the duties are done. */
    public Permit released() {
        return new Permit(operation, rule);
    }

    public Operation operation() {
        return operation;
    }

    public RuleRef rule() {
        return rule;
    }
}
