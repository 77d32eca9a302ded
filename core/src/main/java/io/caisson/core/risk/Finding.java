package io.caisson.core.risk;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.RuleRef;
import java.util.List;

/**
 * A risk, or one way of it, in a policy.
 *
 * @param id of the risk or of the way
 * @param operation the operation that opens it
 * @param rule the rule that allows the operation
 * @param guarded a condition looks at what matters and refused every attempt of the catalogue; that is no proof
 * @param guards what a condition of the rule would have to demand, all of it, to close it; empty where none can
 * @param denial the line that closes it for good
 */
public record Finding(
        String id,
        Level level,
        Operation operation,
        RuleRef rule,
        String why,
        boolean guarded,
        List<String> guards,
        String denial,
        Risk risk) {
    public Finding {
        guards = List.copyOf(guards);
    }

    /** Whether a list of accepted ids covers it: by its own id or by that of the whole risk. */
    public boolean isAcceptedBy(List<String> accepts) {
        return accepts.contains(id) || accepts.contains(risk.id());
    }
}
