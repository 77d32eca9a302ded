package io.caisson.core.config.compile;

import io.caisson.core.config.file.PolicySpec;
import io.caisson.core.config.file.RuleSpec;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Condition;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds rules of a policy's own that can never decide: whoever wrote one believes something of the policy that is not
 * so. What a used policy brings along may overlap freely.
 */
final class IdleRules {
    private final Problems problems;

    IdleRules(Problems problems) {
        this.problems = problems;
    }

    /**
     * Checks a policy.
     *
     * @param own the compiled rules of its own: deny rules, then allow rules
     * @param all those and the rules that it takes over
     */
    void check(PolicySpec spec, List<Rule> own, List<Rule> all) {
        List<RuleSpec> specs = new ArrayList<>(spec.deny());
        specs.addAll(spec.allow());
        for (int i = 0; i < own.size(); i++) {
            Rule rule = own.get(i);
            RuleSpec written = specs.get(i);
            String setting = PolicyCompiler.setting(spec) + (rule.effect() == Effect.ALLOW ? ".allow" : ".deny");
            if (rule.effect() == Effect.ALLOW) {
                denied(rule, all)
                        .ifPresent(by -> problems.add(
                                setting,
                                written.position(),
                                "`" + written.line() + "` never allows anything: `"
                                        + by.ref().rule() + "` denies all of it"));
            }
            covered(own, i)
                    .ifPresent(by -> problems.add(
                            setting,
                            written.position(),
                            isConditional(rule)
                                    ? "the condition of `" + written.text() + "` has no effect: `"
                                            + by.ref().rule() + "` covers all of it without" + " one"
                                    : "`" + written.line() + "` has no effect: `"
                                            + by.ref().rule() + "` covers all of it before"));
        }
    }

    private static boolean isConditional(Rule rule) {
        return rule.conditions().values().stream().anyMatch(condition -> condition != Condition.ALWAYS);
    }

    /** The deny rule without a condition that takes everything, if one does. */
    private static Optional<Rule> denied(Rule rule, List<Rule> all) {
        return by(rule, all, other -> other.effect() == Effect.DENY);
    }

    /**
     * The rule of the same effect that makes the one at {@code at} idle: one without conditions that covers it whole,
     * and comes before it or, where this one has a condition, anywhere.
     */
    private static Optional<Rule> covered(List<Rule> own, int at) {
        Rule rule = own.get(at);
        List<Rule> others = new ArrayList<>(own.subList(0, at));
        if (isConditional(rule)) {
            others.addAll(own.subList(at + 1, own.size()));
        }
        return by(rule, others, other -> other.effect() == rule.effect());
    }

    private static Optional<Rule> by(Rule rule, List<Rule> rules, Predicate<Rule> considered) {
        for (Rule other : rules) {
            if (considered.test(other) && coversWhole(other.conditions(), rule.conditions())) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private static boolean coversWhole(Map<Operation, Condition> wide, Map<Operation, Condition> narrow) {
        return narrow.keySet().stream().allMatch(operation -> wide.get(operation) == Condition.ALWAYS);
    }
}
