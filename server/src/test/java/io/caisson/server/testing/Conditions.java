package io.caisson.server.testing;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.Target;
import io.caisson.core.policy.Condition;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Mode;
import io.caisson.core.policy.Needs;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Question;
import io.caisson.core.policy.Rule;
import io.caisson.core.policy.RuleRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Policies whose conditions are plain code, so that tests of the exchange need no language. */
public final class Conditions {
    private final List<Rule> rules = new ArrayList<>();
    private Mode mode = Mode.ENFORCE;
    private String revision = "r1";

    /** Allows an operation without a condition. */
    public Conditions allow(Operation operation) {
        return rule(Effect.ALLOW, operation, Condition.ALWAYS);
    }

    /** Allows an operation where the object is as said. */
    public Conditions allowTarget(Operation operation, Predicate<Target> holds) {
        return rule(Effect.ALLOW, operation, target(holds));
    }

    /** Denies an operation where the object is as said. */
    public Conditions denyTarget(Operation operation, Predicate<Target> holds) {
        return rule(Effect.DENY, operation, target(holds));
    }

    /** Allows an operation where the body is as said. */
    public Conditions allowBody(Operation operation, Predicate<BodyFacts> holds) {
        return rule(
                Effect.ALLOW,
                operation,
                new Code(
                        new Needs(true, false),
                        question -> holds.test(question.body().orElseThrow())));
    }

    /** Allows an operation where the head is as said. */
    public Conditions allowCall(Operation operation, Predicate<CallFacts> holds) {
        return rule(Effect.ALLOW, operation, new Code(Needs.NOTHING, question -> holds.test(question.call())));
    }

    /** Allows an operation where body and object are as said. */
    public Conditions allowBoth(Operation operation, Predicate<Question> holds) {
        return rule(Effect.ALLOW, operation, new Code(new Needs(true, true), holds));
    }

    public Conditions shadow() {
        mode = Mode.SHADOW;
        return this;
    }

    public Conditions revision(String newRevision) {
        revision = newRevision;
        return this;
    }

    public Policy build() {
        return Policy.of("test", mode, true, revision, rules);
    }

    private static Condition target(Predicate<Target> holds) {
        return new Code(
                new Needs(false, true), question -> holds.test(question.target().orElseThrow()));
    }

    private Conditions rule(Effect effect, Operation operation, Condition condition) {
        String line = operation.id() + (condition == Condition.ALWAYS ? "" : " when " + condition.text());
        rules.add(new Rule(effect, new RuleRef("test", revision + ": " + line), Map.of(operation, condition)));
        return this;
    }

    private record Code(Needs needs, Predicate<Question> holds) implements Condition {
        @Override
        public String text() {
            return "code";
        }

        @Override
        public Outcome test(Question question) {
            try {
                return holds.test(question) ? Outcome.HOLDS : Outcome.FAILS;
            } catch (RuntimeException fault) {
                return new Outcome.Unknown(String.valueOf(fault.getMessage()));
            }
        }
    }
}
