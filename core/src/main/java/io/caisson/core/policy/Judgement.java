package io.caisson.core.policy;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Condition.Outcome;
import io.caisson.core.reason.Reason;
import io.caisson.core.workload.DemandReader;
import io.caisson.core.workload.WorkloadPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides about one operation where conditions do: the deny rules in order, then the allow rules in order. An
 * allow rule without a condition comes before those with one, for it makes them idle.
 */
final class Judgement {
    private final Operation operation;
    private final boolean hints;
    private final RuleRef none;
    private final @Nullable WorkloadJudgement workload;
    private final List<Rule> denies = new ArrayList<>();
    private final List<Rule> allows = new ArrayList<>();

    Judgement(
            Operation operation,
            boolean hints,
            RuleRef none,
            List<Rule> rules,
            @Nullable WorkloadPolicy workloadPolicy) {
        this.workload = workloadPolicy == null || !DemandReader.isRoute(operation)
                ? null
                : new WorkloadJudgement(workloadPolicy, operation, hints);
        this.operation = operation;
        this.hints = hints;
        this.none = none;
        for (Rule rule : rules) {
            Condition condition = rule.conditions().get(operation);
            if (condition != null) {
                List<Rule> list = rule.effect() == Effect.DENY ? denies : allows;
                if (condition == Condition.ALWAYS) {
                    list.add(firstConditional(list), rule);
                } else {
                    list.add(rule);
                }
            }
        }
    }

    private int firstConditional(List<Rule> list) {
        int i = 0;
        while (i < list.size() && condition(list.get(i)) == Condition.ALWAYS) {
            i++;
        }
        return i;
    }

    private Condition condition(Rule rule) {
        return rule.conditions().getOrDefault(operation, Condition.ALWAYS);
    }

    /** What the operation alone tells. */
    Decision withoutFacts() {
        if (!denies.isEmpty() && condition(denies.getFirst()) == Condition.ALWAYS) {
            return denied(denies.getFirst());
        }
        if (allows.isEmpty()) {
            return new Decision.Deny(Reason.OPERATION_DENIED, none, hint());
        }
        if (denies.isEmpty() && condition(allows.getFirst()) == Condition.ALWAYS) {
            return workload == null
                    ? allowed(allows.getFirst())
                    : new Decision.Conditional(
                            workload.needs(), allows.getFirst().ref());
        }
        Needs needs = workload == null ? Needs.NOTHING : workload.needs();
        for (Rule rule : denies) {
            needs = needs.and(condition(rule).needs());
        }
        // Behind an allow rule without a condition no other is asked.
        for (Rule rule : allows) {
            if (condition(rule) == Condition.ALWAYS) {
                break;
            }
            needs = needs.and(condition(rule).needs());
        }
        return new Decision.Conditional(needs, none);
    }

    /** What a call comes to that no rule covers. */
    Decision.Deny uncovered() {
        return new Decision.Deny(Reason.OPERATION_DENIED, none, hint());
    }

    Decision judge(Question question) {
        for (Rule rule : denies) {
            Outcome outcome = condition(rule).test(question);
            if (outcome instanceof Outcome.Holds) {
                return denied(rule);
            }
            if (outcome instanceof Outcome.Unknown(String detail)) {
                return failed(rule, detail);
            }
        }
        Decision failure = null;
        for (Rule rule : allows) {
            Outcome outcome = condition(rule).test(question);
            if (outcome instanceof Outcome.Holds) {
                return workload == null ? allowed(rule) : workload.judge(question, rule.ref());
            }
            // A rule that cannot be told allows nothing; another that holds without doubt still may.
            if (failure == null && outcome instanceof Outcome.Unknown(String detail)) {
                failure = failed(rule, detail);
            }
        }
        return failure == null ? new Decision.Deny(Reason.OPERATION_DENIED, none, hint()) : failure;
    }

    /** Every rule that covers the operation, each with what comes of it; and which of them made a decision. */
    Trace trace(Question question, Decision decision) {
        List<Trace.Step> steps = new ArrayList<>();
        boolean decided = false;
        for (List<Rule> list : List.of(denies, allows)) {
            for (Rule rule : list) {
                Condition condition = condition(rule);
                boolean decisive = !decided && rule.ref().equals(decision.rule());
                decided |= decisive;
                steps.add(new Trace.Step(
                        rule.effect(), rule.ref(), condition.text(), condition.test(question), decisive));
            }
        }
        return new Trace(decision, steps);
    }

    private Decision allowed(Rule rule) {
        return new Decision.Allow(new Permit(operation, rule.ref()));
    }

    private Decision denied(Rule rule) {
        return new Decision.Deny(
                Reason.OPERATION_DENIED,
                rule.ref(),
                new Wording(
                        operation,
                        hints,
                        () -> "`" + rule.ref().policy() + "` denies it by `"
                                + rule.ref().rule() + "`"));
    }

    private Decision failed(Rule rule, String detail) {
        return new Decision.Deny(
                Reason.CONDITION_FAILED,
                rule.ref(),
                new Wording(
                        operation,
                        hints,
                        () -> "the condition of `" + rule.ref().rule() + "` could not be told"),
                detail);
    }

    private Wording hint() {
        return new Wording(operation, hints, () -> {
            if (allows.isEmpty()) {
                return "to allow it, add `" + operation.id() + "` to `allow` of policy `" + none.policy() + "`";
            }
            StringBuilder out =
                    new StringBuilder("policy `").append(none.policy()).append("` allows it only by ");
            for (int i = 0; i < allows.size(); i++) {
                out.append(i == 0 ? "`" : " or `")
                        .append(allows.get(i).ref().rule())
                        .append('`');
            }
            return out.toString();
        });
    }
}
