package io.caisson.app.tool.explain;

import io.caisson.app.tool.explain.Explanation.Advice;
import io.caisson.app.tool.explain.Explanation.Step;
import io.caisson.app.tool.policy.Chosen;
import io.caisson.app.tool.request.FactNames;
import io.caisson.core.config.tree.Position;
import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.Target;
import io.caisson.core.policy.Condition;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Question;
import io.caisson.core.reason.Reason;
import io.caisson.core.workload.Control;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The smallest change of a policy that would allow a refused call. */
final class Adviser {
    private Adviser() {}

    static Advice advise(Chosen chosen, Question question, List<Step> steps, Decision.Deny denial) {
        if (!chosen.isFile()) {
            return new Advice(denial.message(), List.of());
        }
        if (denial.reason() == Reason.WORKLOAD_DENIED) {
            return workload(chosen, denial);
        }
        Optional<Step> denying = steps.stream()
                .filter(step -> step.effect() == Effect.DENY && step.decisive())
                .findFirst();
        if (denying.isPresent()) {
            return new Advice(
                    "A deny rule wins over every allow rule: narrow or remove `"
                            + denying.get().rule().rule() + "`"
                            + at(denying.get().position()) + ".",
                    List.of());
        }
        Operation operation = question.call().operation();
        String place = "policies." + chosen.policy().name() + ".allow" + at(chosen.position());
        List<List<String>> lines = new ArrayList<>();
        question.target()
                .flatMap(Adviser::narrow)
                .ifPresent(condition ->
                        lines.add(List.of("- operation: " + operation.id(), "  when: " + yaml(condition))));
        lines.add(List.of("- " + operation.id()));
        boolean failed = steps.stream().anyMatch(step -> step.effect() == Effect.ALLOW);
        boolean unknown = steps.stream().anyMatch(step -> step.outcome() instanceof Condition.Outcome.Unknown);
        String sentence = unknown
                ? "A condition could not be told, and then nothing is allowed: give the fact that it needs, or test for"
                        + " it with has(...)."
                : failed
                        ? "A rule covers the operation, but its condition does not hold. Widen the condition, or add"
                                + " to " + place + ":"
                        : "No rule covers the operation. Add to " + place + ":";
        return new Advice(sentence, unknown ? List.of() : lines);
    }

    /** The exception that would let the first of the findings pass; a bound has no list. */
    private static Advice workload(Chosen chosen, Decision.Deny denial) {
        String key = denial.rule().rule().substring("workload.".length());
        String asked = between(denial.detail(), "asks for `", "`");
        String sentence = "The rules cover the operation, but not what it asks for: " + denial.detail() + ".";
        if (asked.isEmpty() || key.equals(Control.RESOURCES.key())) {
            return new Advice(sentence, List.of());
        }
        return new Advice(
                sentence + " To allow the first, add to policies."
                        + chosen.policy().name() + ".workload" + at(chosen.position()) + ":",
                List.of(List.of(key + ": [\"" + asked + "\"]")));
    }

    private static String between(String text, String before, String after) {
        int from = text.indexOf(before);
        int to = from < 0 ? -1 : text.indexOf(after, from + before.length());
        return to < 0 ? "" : text.substring(from + before.length(), to);
    }

    /** A condition that this object fulfils and few others do. */
    private static Optional<String> narrow(Target target) {
        return target.name().isEmpty()
                ? Optional.empty()
                : Optional.of("target.name == " + FactNames.quoted(target.name()));
    }

    /** A condition as a YAML value: in single quotes where it could be read as something else. */
    private static String yaml(String condition) {
        boolean plain =
                !condition.contains(": ") && !condition.contains(" #") && Character.isLetter(condition.charAt(0));
        return plain ? condition : "'" + condition.replace("'", "''") + "'";
    }

    private static String at(Optional<Position> position) {
        return position.map(where -> " (" + where + ")").orElse("");
    }
}
