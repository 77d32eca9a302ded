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

    /** Where a rule stands; a rule that another policy gave has that policy's name in front. */
    public Optional<Position> position(RuleRef rule) {
        int slash = rule.rule().indexOf('/');
        PolicySpec giver = slash < 0 ? null : specs.get(rule.rule().substring(0, slash));
        if (giver != null) {
            return position(giver, rule.rule().substring(slash + 1));
        }
        PolicySpec own = specs.get(rule.policy());
        return own == null ? Optional.empty() : position(own, rule.rule());
    }

    private static Optional<Position> position(PolicySpec spec, String rule) {
        // A long rule is cut.
        String start = rule.endsWith("…") ? rule.substring(0, rule.length() - 1) : rule;
        return Stream.concat(spec.deny().stream(), spec.allow().stream())
                .filter(each -> rule.equals(start)
                        ? each.line().equals(rule)
                        : each.line().startsWith(start))
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
