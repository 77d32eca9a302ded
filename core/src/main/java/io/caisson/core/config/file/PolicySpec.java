package io.caisson.core.config.file;

import io.caisson.core.config.tree.Position;
import io.caisson.core.policy.Mode;
import io.caisson.core.workload.WorkloadPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
 * @param ask what is allowed only after somebody has said yes
 * @param consult names of those who must agree to every call
 * @param engine name of the engine that its calls go to; empty means that of the listener
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
        List<Name> accepts,
        List<RuleSpec> ask,
        List<Name> consult,
        Optional<String> engine) {
    public PolicySpec {
        use = List.copyOf(use);
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        ask = List.copyOf(ask);
        consult = List.copyOf(consult);
        accepts = List.copyOf(accepts);
    }

    /** The same policy, knowing where the engines listen. */
    PolicySpec withSockets(List<String> sockets) {
        return with(name, workload.map(said -> said.withSockets(sockets)));
    }

    /** The same policy, knowing more sockets. */
    PolicySpec withMoreSockets(List<String> sockets) {
        return with(
                name,
                workload.map(said -> said.withSockets(
                        Stream.concat(said.sockets().stream(), sockets.stream()).toList())));
    }

    /** The same rules under another name, and with another word on workloads. */
    PolicySpec confined(String newName, WorkloadPolicy newWorkload) {
        return with(newName, Optional.of(newWorkload));
    }

    private PolicySpec with(String newName, Optional<WorkloadPolicy> newWorkload) {
        return new PolicySpec(
                newName, description, position, use, allow, deny, newWorkload, mode, accepts, ask, consult, engine);
    }
}
