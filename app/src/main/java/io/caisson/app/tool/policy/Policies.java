package io.caisson.app.tool.policy;

import io.caisson.core.config.file.ListenerSpec;
import io.caisson.core.config.file.PolicySpec;
import io.caisson.core.policy.Policy;
import io.caisson.language.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All policies of one configuration. */
public final class Policies {
    private final Map<String, Policy> compiled;
    private final Map<String, PolicySpec> specs;
    private final Map<String, ListenerSpec> listeners;

    private Policies(Map<String, Policy> compiled, Map<String, PolicySpec> specs, Map<String, ListenerSpec> listeners) {
        this.compiled = compiled;
        this.specs = specs;
        this.listeners = listeners;
    }

    /** Those of files. */
    public static Policies of(Snapshot snapshot) {
        return new Policies(
                snapshot.policies(), snapshot.file().policies(), snapshot.file().listeners());
    }

    /** The one of the environment. */
    public static Policies of(Policy policy) {
        return new Policies(Map.of(policy.name(), policy), Map.of(), Map.of());
    }

    /** Their names, in the order of the files. */
    public List<String> names() {
        return List.copyOf(compiled.keySet());
    }

    /** The policy with a name; without a name the only one there is. */
    public Optional<Chosen> find(String name) {
        Policy policy = !name.isEmpty()
                ? compiled.get(name)
                : compiled.size() == 1 ? compiled.values().iterator().next() : null;
        return Optional.ofNullable(policy).map(found -> new Chosen(found, specs));
    }

    /** The policy of a listener. */
    public Optional<Chosen> ofListener(String listener) {
        return Optional.ofNullable(listeners.get(listener)).flatMap(spec -> find(spec.policy()));
    }

    /** All of them, in the order of the files. */
    public List<Chosen> all() {
        return compiled.values().stream()
                .map(policy -> new Chosen(policy, specs))
                .toList();
    }
}
