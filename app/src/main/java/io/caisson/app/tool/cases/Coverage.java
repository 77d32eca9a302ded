package io.caisson.app.tool.cases;

import io.caisson.app.tool.explain.Explanation.Step;
import io.caisson.app.tool.policy.Chosen;
import io.caisson.core.config.tree.Position;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Rule;
import io.caisson.core.policy.RuleRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which rules of the tested policies decided at least one case, and which none. */
public final class Coverage {
    private final Map<String, Chosen> policies = new LinkedHashMap<>();
    private final Map<RuleRef, Integer> decided = new LinkedHashMap<>();

    /** A rule that decided no case. */
    public record Gap(Effect effect, RuleRef rule, Optional<Position> position) {}

    /** Counts what one case shows. */
    public void add(Verdict verdict, Optional<Chosen> chosen) {
        chosen.ifPresent(policy -> policies.putIfAbsent(policy.policy().name(), policy));
        verdict.explanation()
                .ifPresent(told -> told.steps().stream()
                        .filter(Step::decisive)
                        .forEach(step -> decided.merge(step.rule(), 1, Integer::sum)));
    }

    /** How many rules the tested policies have. */
    public int rules() {
        return (int) all().stream().map(Rule::ref).distinct().count();
    }

    /** The rules that decided nothing, in the order of their policies. */
    public List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        for (Chosen chosen : policies.values()) {
            for (Rule rule : chosen.policy().rules()) {
                Gap gap = new Gap(rule.effect(), rule.ref(), chosen.position(rule.ref()));
                if (!decided.containsKey(rule.ref()) && !gaps.contains(gap)) {
                    gaps.add(gap);
                }
            }
        }
        return gaps;
    }

    private List<Rule> all() {
        return policies.values().stream()
                .flatMap(chosen -> chosen.policy().rules().stream())
                .toList();
    }
}
