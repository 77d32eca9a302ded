package io.caisson.core.policy;

import io.caisson.core.docker.Operation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One line of a policy, compiled.
 *
 * @param effect what it does
 * @param ref the policy that holds it, and the line as it was written
 * @param conditions the operations that it covers, each with the condition under which it does
 */
public record Rule(Effect effect, RuleRef ref, Map<Operation, Condition> conditions) {
    public Rule {
        Map<Operation, Condition> copy = new EnumMap<>(Operation.class);
        copy.putAll(conditions);
        conditions = Collections.unmodifiableMap(copy);
    }
}
