package io.caisson.app.tool.explain;

import io.caisson.core.config.tree.Position;
import io.caisson.core.docker.Operation;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.Condition;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Mode;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one call was judged.
 *
 * @param allowed what the policy says; what happens is also up to its mode
 * @param undecided whether it depends on a body or an object that was not given, which the gate would look at
 * @param reason why it is refused
 * @param detail what a condition or a reader found, or empty
 * @param operation what would be called, where the request names an operation
 * @param target path and query as they are judged and sent
 * @param position where the policy stands in a file
 * @param steps every rule that covers the operation, in the order in which they are asked
 * @param facts the facts that the conditions speak of, with their values
 * @param obligations what is done to an allowed call on its way to the engine
 * @param advice what would allow a refused call
 */
public record Explanation(
        boolean allowed,
        boolean undecided,
        Optional<Reason> reason,
        String detail,
        Optional<Operation> operation,
        String method,
        String target,
        Principal principal,
        String policy,
        Mode mode,
        String revision,
        Optional<Position> position,
        List<Step> steps,
        Map<String, String> facts,
        List<String> obligations,
        Advice advice) {
    public Explanation {
        steps = List.copyOf(steps);
        obligations = List.copyOf(obligations);
    }

    /**
     * One rule.
     *
     * @param position where it stands in a file
     * @param condition as written; empty where it has none
     * @param decisive whether it decided
     */
    public record Step(
            Effect effect,
            RuleRef rule,
            Optional<Position> position,
            String condition,
            Condition.Outcome outcome,
            boolean decisive) {}

    /**
     * What would allow a call.
     *
     * @param sentence what to do, for a person; empty where the call is allowed
     * @param lines lines of a policy to copy; the first alternative is the one that opens least
     */
    public record Advice(String sentence, List<List<String>> lines) {
        /** Nothing is to be done. */
        public static final Advice NONE = new Advice("", List.of());

        public Advice {
            lines = List.copyOf(lines);
        }
    }
}
