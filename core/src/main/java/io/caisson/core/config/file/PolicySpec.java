package io.caisson.core.config.file;

import io.caisson.core.config.tree.Position;
import io.caisson.core.policy.Mode;
import io.caisson.core.workload.WorkloadPolicy;
import java.util.List;
import java.util.Optional;

/**
 * One policy.
 *
 * @param name the key in {@code policies}, or {@code preset:NAME}
 * @param description for people
 * @param position where it stands
 * @param use names of policies and presets whose rules it takes over
 * @param allow what is allowed
 * @param deny what is refused, whatever allows it
 * @param workload by what workloads are judged; empty where nothing is said of it
 * @param mode what refusals come to
 * @param accepts names of risks that its author has seen and accepts
 */
public record PolicySpec(
        String name,
        String description,
        Position position,
        List<Name> use,
        List<RuleSpec> allow,
        List<RuleSpec> deny,
        Optional<WorkloadPolicy> workload,
        Mode mode,
        List<Name> accepts) {
    public PolicySpec {
        use = List.copyOf(use);
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        accepts = List.copyOf(accepts);
    }

    /** The same policy, knowing where the engines listen. */
    PolicySpec withSockets(List<String> sockets) {
        return new PolicySpec(
                name,
                description,
                position,
                use,
                allow,
                deny,
                workload.map(said -> said.withSockets(sockets)),
                mode,
                accepts);
    }
}
