package io.caisson.core.policy;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.BodyFacts;
import java.util.List;
import java.util.Optional;

/**
 * Proof that the evaluator allowed an operation. The constructor is package-private on purpose: nobody else makes one.
 */
public final class Permit {
    private final Operation operation;
    private final RuleRef rule;
    private final Optional<BodyFacts> body;
    private final List<String> changes;
    private final List<String> notes;
    private final boolean bound;

    Permit(Operation operation, RuleRef rule) {
        this(operation, rule, Optional.empty(), List.of(), List.of());
    }

    Permit(Operation operation, RuleRef rule, Optional<BodyFacts> body, List<String> changes, List<String> notes) {
        this(operation, rule, body, changes, notes, false);
    }

    private Permit(
            Operation operation,
            RuleRef rule,
            Optional<BodyFacts> body,
            List<String> changes,
            List<String> notes,
            boolean bound) {
        this.operation = operation;
        this.rule = rule;
        this.body = body;
        this.changes = List.copyOf(changes);
        this.notes = List.copyOf(notes);
        this.bound = bound;
    }

    /** The same, bound to duties. */
    Permit bind() {
        return new Permit(operation, rule, body, changes, notes, true);
    }

    /** Whether duties of the policy have to be done first; such a permit is not forwarded. */
    public boolean isBound() {
        return bound;
    }

    /** The permit after the duties are done. */
    public Permit released() {
        return bound ? new Permit(operation, rule, body, changes, notes, false) : this;
    }

    /** What has to be sent in place of the request's body; empty where it is sent as it was judged. */
    public Optional<BodyFacts> body() {
        return body;
    }

    /** What was set in the body, for the client and the record. */
    public List<String> changes() {
        return changes;
    }

    /** What the operator should know of a call that passes; one line, or empty. */
    public String remarks() {
        String set = changes.isEmpty() ? "" : "hardened: " + String.join(", ", changes);
        return set + (set.isEmpty() || notes.isEmpty() ? "" : "; ") + String.join("; ", notes);
    }

    public Operation operation() {
        return operation;
    }

    public RuleRef rule() {
        return rule;
    }
}
