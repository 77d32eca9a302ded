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
 * @param closing lines for the policy that close it, the least intrusive first
 */
public record Finding(
        String id,
        Level level,
        Operation operation,
        RuleRef rule,
        String why,
        boolean guarded,
        List<String> closing,
        Risk risk) {
    public Finding {
        closing = List.copyOf(closing);
    }

    /** Whether a list of accepted ids covers it: by its own id or by that of the whole risk. */
    public boolean isAcceptedBy(List<String> accepts) {
        return accepts.contains(id) || accepts.contains(risk.id());
    }
}
