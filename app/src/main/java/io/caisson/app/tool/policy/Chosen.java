package io.caisson.app.tool.policy;

import io.caisson.core.config.file.PolicySpec;
import io.caisson.core.config.file.RuleSpec;
import io.caisson.core.config.tree.Position;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.RuleRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy, and the files that say it.
 *
 * @param specs all policies that the files have, by name; empty for a policy of the environment
 */
public record Chosen(Policy policy, Map<String, PolicySpec> specs) {
    public Chosen {
        specs = Collections.unmodifiableMap(new LinkedHashMap<>(specs));
    }

    /** Whether it stands in a file, so that lines can be added to it. */
    public boolean isFile() {
        return !specs.isEmpty();
    }

    /** Where the policy stands. */
    public Optional<Position> position() {
        return Optional.ofNullable(specs.get(policy.name())).map(PolicySpec::position);
    }

    /** Where a rule stands. */
    public Optional<Position> position(RuleRef rule) {
        PolicySpec spec = specs.get(rule.policy());
        return spec == null
                ? Optional.empty()
                : Stream.concat(spec.deny().stream(), spec.allow().stream())
                        .filter(each -> each.line().equals(rule.rule()))
                        .map(RuleSpec::position)
                        .findFirst();
    }

    /** The names of risks that its author has accepted. */
    public List<String> accepts() {
        PolicySpec spec = specs.get(policy.name());
        return spec == null
                ? List.of()
                : spec.accepts().stream().map(name -> name.text()).toList();
    }
}
