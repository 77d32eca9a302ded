package io.caisson.core.config.file;

import io.caisson.core.config.tree.Position;
import io.caisson.core.identity.Selector;
import io.caisson.core.policy.client.Allowance;
import java.util.List;
import java.util.Optional;

/**
 * One client rule of a listener.
 *
 * @param selector whom it speaks of
 * @param policy name of the policy that judges their calls; empty where a label names it
 * @param label key of the container's label that names the policy; empty where the rule does
 * @param among names of the policies that the label may name
 * @param allowance what each caller may use
 * @param position where it stands
 */
public record ClientSpec(
        Selector selector,
        Optional<String> policy,
        String label,
        List<String> among,
        Allowance allowance,
        Position position) {
    public ClientSpec {
        among = List.copyOf(among);
    }

    /** Whether it asks for the process behind a unix socket, or for the process's container. */
    public boolean asksForProcess() {
        return selector.asksForProcess() || selector.asksForContainer() || !label.isEmpty();
    }

    /** Every policy that it may give. */
    public List<String> policies() {
        return policy.map(List::of).orElse(among);
    }
}
