package io.caisson.core.policy;

import io.caisson.core.docker.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * What a policy comes to for one operation that it allows, at least under a condition.
 *
 * @param operation the operation
 * @param rules the rules that allow it, in the order in which they are asked
 * @param when the conditions of which one must hold; empty where it is allowed without
 * @param unless the conditions of which none may hold
 */
public record Effective(Operation operation, List<String> rules, List<String> when, List<String> unless) {
    /** The widest id that still gets its own column. */
    private static final int ID_CHARS = 28;

    public Effective {
        rules = List.copyOf(rules);
        when = List.copyOf(when);
        unless = List.copyOf(unless);
    }

    /** Everything that a policy allows, in the order of the catalogue. */
    public static List<Effective> of(Policy policy) {
        List<Effective> all = new ArrayList<>();
        for (Operation operation : Operation.all()) {
            Decision decision = policy.decide(operation);
            if (decision instanceof Decision.Allow allow) {
                all.add(new Effective(operation, List.of(allow.rule().rule()), List.of(), List.of()));
            } else if (decision instanceof Decision.Conditional) {
                all.add(conditional(policy, operation));
            }
        }
        return all;
    }

    private static Effective conditional(Policy policy, Operation operation) {
        List<String> rules = new ArrayList<>();
        List<String> when = new ArrayList<>();
        List<String> unless = new ArrayList<>();
        boolean always = false;
        for (Rule rule : policy.rules()) {
            Condition condition = rule.conditions().get(operation);
            if (condition != null && rule.effect() == Effect.DENY) {
                unless.add(condition.text());
            } else if (condition != null) {
                rules.add(rule.ref().rule());
                when.add(condition.text());
                always |= condition == Condition.ALWAYS;
            }
        }
        return new Effective(operation, rules, always ? List.of() : when, unless);
    }

    /** The policy as a plain list: a line for each operation, and its conditions below it. */
    public static List<String> lines(Policy policy) {
        List<Effective> all = of(policy);
        List<String> lines = new ArrayList<>();
        lines.add("policy " + policy.name() + (policy.mode() == Mode.SHADOW ? ", shadow" : "") + ": " + all.size()
                + " of " + Operation.all().size() + " operations, revision " + policy.revision());
        policy.workload().ifPresent(said -> lines.add("  " + said.text()));
        for (Effective each : all) {
            String id = each.operation().id();
            String by = each.when().isEmpty() && !each.rules().isEmpty()
                    ? each.rules().getFirst()
                    : "";
            lines.add("  " + id
                    + (by.equals(id) || by.isEmpty() ? "" : " ".repeat(Math.max(1, ID_CHARS - id.length())) + by));
            for (int i = 0; i < each.when().size(); i++) {
                lines.add((i == 0 ? "    when " : "      or ") + each.when().get(i));
            }
            for (String condition : each.unless()) {
                lines.add("    unless " + condition);
            }
        }
        return lines;
    }
}
