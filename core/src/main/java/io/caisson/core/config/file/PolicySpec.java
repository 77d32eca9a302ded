package io.caisson.core.config.file;

import io.caisson.core.config.tree.Position;
import io.caisson.core.policy.Mode;
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
}
