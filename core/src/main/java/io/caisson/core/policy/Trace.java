package io.caisson.core.policy;

import java.util.List;

/**
 * How a decision came about.
 *
 * @param decision allow or deny
 * @param steps every rule that covers the operation, deny rules first, in the order in which they are asked
 */
public record Trace(Decision decision, List<Step> steps) {
    public Trace {
        steps = List.copyOf(steps);
    }

    /**
     * One rule that covers the operation.
     *
     * @param effect what it does where it applies
     * @param rule the rule
     * @param condition the condition as written, or empty where it has none
     * @param outcome what came of it; every condition is tested, also after the decision
     * @param decisive whether this rule is the one that decided
     */
    public record Step(Effect effect, RuleRef rule, String condition, Condition.Outcome outcome, boolean decisive) {}
}
