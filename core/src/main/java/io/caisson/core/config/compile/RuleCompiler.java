package io.caisson.core.config.compile;

import io.caisson.core.config.Problem;
import io.caisson.core.config.compile.ConditionCompiler.Compiled;
import io.caisson.core.config.file.PolicySpec;
import io.caisson.core.config.file.RuleSpec;
import io.caisson.core.config.file.Selection;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Condition;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Rule;
import io.caisson.core.policy.RuleRef;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles single rules; a condition is compiled once for each operation, whatever number of policies use the rule. */
final class RuleCompiler {
    /** What records and hints can be expected to show of a rule. */
    private static final int TEXT_CHARS_MAX = 200;
    /** As many operations as a problem names. */
    private static final int NAMED_MAX = 3;

    private final ConditionCompiler compiler;
    private final Problems problems;
    private final Map<RuleSpec, Map<Operation, Condition>> known = new HashMap<>();

    RuleCompiler(ConditionCompiler compiler, Problems problems) {
        this.compiler = compiler;
        this.problems = problems;
    }

    /**
     * Compiles a rule.
     *
     * @param policy name of the policy that is being compiled
     * @param from what the rule's name begins with where another gave it
     * @param part the policy or preset that has the rule
     */
    Rule rule(Effect effect, String policy, String from, PolicySpec part, RuleSpec spec) {
        Map<Operation, Condition> conditions = known.get(spec);
        if (conditions == null) {
            conditions = conditions(effect, part, spec);
            known.put(spec, conditions);
        }
        String line = from + spec.line();
        String text = line.length() <= TEXT_CHARS_MAX ? line : line.substring(0, TEXT_CHARS_MAX) + "…";
        return new Rule(effect, new RuleRef(policy, text), conditions);
    }

    private Map<Operation, Condition> conditions(Effect effect, PolicySpec part, RuleSpec spec) {
        String setting = PolicyCompiler.setting(part) + (effect == Effect.ALLOW ? ".allow" : ".deny");
        Map<Operation, Condition> conditions = new EnumMap<>(Operation.class);
        Map<Problem, List<Operation>> wrong = new LinkedHashMap<>();
        Selection selection = Selection.of(spec.selector());
        for (Operation operation : selection.operations().keySet()) {
            Condition condition = ArgumentCondition.of(selection.arguments(operation));
            if (spec.when().isPresent()) {
                switch (compiler.compile(setting, spec.when().get(), operation)) {
                    case Compiled.Valid(Condition valid) -> condition = BothConditions.of(condition, valid);
                    case Compiled.Invalid(List<Problem> invalid) -> {
                        // Not taken for a rule without a condition, which would make others look idle.
                        condition = new ArgumentCondition(List.of());
                        for (Problem problem : invalid) {
                            wrong.computeIfAbsent(problem, none -> new ArrayList<>())
                                    .add(operation);
                        }
                    }
                }
            }
            conditions.put(operation, condition);
        }
        wrong.forEach((problem, operations) ->
                problems.add(named(problem, operations, selection.operations().size())));
        return conditions;
    }

    /** A problem that some operations of a group have and others do not says which. */
    private static Problem named(Problem problem, List<Operation> operations, int all) {
        if (all == 1 || operations.size() == all) {
            return problem;
        }
        StringBuilder names = new StringBuilder(problem.message()).append(" (for ");
        for (int i = 0; i < Math.min(operations.size(), NAMED_MAX); i++) {
            names.append(i == 0 ? "`" : ", `").append(operations.get(i).id()).append('`');
        }
        if (operations.size() > NAMED_MAX) {
            names.append(" and ").append(operations.size() - NAMED_MAX).append(" more");
        }
        return new Problem(
                problem.setting(),
                names.append(")").toString(),
                problem.position(),
                problem.accepted(),
                problem.suggestion());
    }
}
