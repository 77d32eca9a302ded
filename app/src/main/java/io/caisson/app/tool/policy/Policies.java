package io.caisson.app.tool.policy;

import io.caisson.core.config.file.ListenerSpec;
import io.caisson.core.config.file.PolicySpec;
import io.caisson.core.policy.Policy;
import io.caisson.language.Loaded;
import io.caisson.language.PolicyFiles;
import io.caisson.language.Presets;
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

    /**
     * The policy with a name, which may be that of a preset where no file has it; without a name the only one there is.
     */
    public Optional<Chosen> find(String name) {
        if (name.isEmpty()) {
            return compiled.size() == 1
                    ? Optional.of(new Chosen(compiled.values().iterator().next(), specs))
                    : Optional.empty();
        }
        Policy policy = compiled.get(name);
        return policy == null ? preset(name) : Optional.of(new Chosen(policy, specs));
    }

    private static Optional<Chosen> preset(String name) {
        if (!Presets.names().contains(name)) {
            return Optional.empty();
        }
        String text = "policies: {" + name + ": {use: [preset:" + name + "]}}";
        return PolicyFiles.compile(Map.of("preset:" + name, text), Map.of()) instanceof Loaded.Valid valid
                ? of(valid.snapshot()).find(name)
                : Optional.empty();
    }

    /** The policy with a name, alone; none where there is no such. */
    public Policies only(String name) {
        Policy policy = compiled.get(name);
        return new Policies(policy == null ? Map.of() : Map.of(name, policy), specs, listeners);
    }

    /** The policy of a listener; none where client rules choose among several. */
    public Optional<Chosen> ofListener(String listener) {
        return Optional.ofNullable(listeners.get(listener))
                .filter(spec -> spec.policies().size() == 1)
                .flatMap(spec -> find(spec.policies().getFirst()));
    }

    /** All of them, in the order of the files. */
    public List<Chosen> all() {
        return compiled.values().stream()
                .map(policy -> new Chosen(policy, specs))
                .toList();
    }
}
