package io.caisson.core.risk;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.RuleRef;
import java.util.List;

/** A policy as the search for risks sees it. */
public interface Subject {
    /** What a policy says of an operation before it has seen a call. */
    enum Stance {
        /** Every call is refused. */
        CLOSED,
        /** It depends on facts. */
        CONDITIONAL,
        /** Every call is allowed. */
        OPEN
    }

    Stance stance(Operation operation);

    /** The rule that allows an operation, or may allow it. */
    RuleRef rule(Operation operation);

    /** Whether a standard for workloads judges every call of an operation, and every field of it. */
    default boolean judgesWorkload(Operation operation) {
        return false;
    }

    /** The texts of all conditions on which an operation depends. */
    List<String> conditions(Operation operation);

    /**
     * Whether the policy lets a call pass for some caller and some object.
     *
     * @param words text that the conditions compare with: the caller and the image are tried with each
     * @param anyObject whether it counts only for an object that the conditions do not name; otherwise the object is
     *     tried with each word too
     */
    boolean passes(Attempt attempt, List<String> words, boolean anyObject);
}
