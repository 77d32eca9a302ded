package io.caisson.app.tool.learn;

import io.caisson.core.docker.BodyKind;
import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.TargetLookup;
import io.caisson.core.policy.Condition;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Mode;
import io.caisson.core.policy.Needs;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Question;
import io.caisson.core.policy.Rule;
import io.caisson.core.policy.RuleRef;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A policy that allows everything, and asks for every fact before it does: so the gate itself collects what there is to
 * learn. It is in shadow, because what cannot be inspected must work too while it learns.
 */
final class LearningPolicy {
    private LearningPolicy() {}

    /** The policy; each question that it is asked is told, on the loop that asks. */
    static Policy telling(Consumer<Question> told) {
        Map<Operation, Condition> conditions = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.all()) {
            Needs needs = new Needs(operation.body() == BodyKind.JSON, TargetLookup.has(operation));
            conditions.put(operation, new Telling(needs, told));
        }
        Rule rule = new Rule(Effect.ALLOW, new RuleRef("learn", "everything"), conditions);
        return Policy.of("learn", Mode.SHADOW, false, "learn", List.of(rule));
    }

    private record Telling(Needs needs, Consumer<Question> told) implements Condition {
        @Override
        public String text() {
            return "everything";
        }

        @Override
        public Outcome test(Question question) {
            told.accept(question);
            return Outcome.HOLDS;
        }
    }
}
