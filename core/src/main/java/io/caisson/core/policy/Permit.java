package io.caisson.core.policy;

import io.caisson.core.docker.Operation;

/**
 * Proof that the evaluator allowed an operation. The constructor is package-private on purpose: nobody else makes one.
 */
public final class Permit {
    private final Operation operation;
    private final RuleRef rule;

    Permit(Operation operation, RuleRef rule) {
        this.operation = operation;
        this.rule = rule;
    }

    public Operation operation() {
        return operation;
    }

    public RuleRef rule() {
        return rule;
    }
}
