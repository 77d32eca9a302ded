package io.caisson.core.config.compile;

import io.caisson.core.policy.Condition;
import io.caisson.core.policy.Needs;
import io.caisson.core.policy.Question;

/** Two conditions that must both hold; the second is asked only where the first does. */
record BothConditions(Condition first, Condition second) implements Condition {
    static Condition of(Condition first, Condition second) {
        return first == ALWAYS ? second : new BothConditions(first, second);
    }

    @Override
    public Needs needs() {
        return first.needs().and(second.needs());
    }

    @Override
    public String text() {
        return first.text() + " and " + second.text();
    }

    @Override
    public Outcome test(Question question) {
        Outcome outcome = first.test(question);
        return outcome instanceof Outcome.Holds ? second.test(question) : outcome;
    }
}
