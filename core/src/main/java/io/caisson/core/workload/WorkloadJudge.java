package io.caisson.core.workload;

import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges workloads: what they ask for themselves, and then what the objects are that they take in. */
public final class WorkloadJudge {
    /** Most objects that one request may take in, for each has to be looked up. */
    public static final int OBJECTS_MAX = 64;

    private static final Set<String> ENGINE_NETWORKS = Set.of("bridge", "host", "none");

    private final WorkloadPolicy policy;
    private final Map<EngineObject, Optional<Json>> known;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<EngineObject> seen = new HashSet<>();

    private WorkloadJudge(WorkloadPolicy policy, Map<EngineObject, Optional<Json>> known) {
        this.policy = policy;
        this.known = known;
    }

    /**
     * Judges a workload.
     *
     * @param known the engine's descriptions of objects that were asked for before; empty where it has no such object
     */
    public static Verdict judge(WorkloadPolicy policy, Workload workload, Map<EngineObject, Optional<Json>> known) {
        return new WorkloadJudge(policy, known).judge(workload);
    }

    private Verdict judge(Workload workload) {
        violations.addAll(policy.violations(workload.demands()));
        if (violations.isEmpty()) {
            Optional<EngineObject> missing = taken(workload, workload.demands());
            if (missing.isPresent()) {
                return new Verdict.Asks(missing.get());
            }
        }
        return violations.isEmpty() ? new Verdict.Fits(notes(workload)) : new Verdict.Exceeds(violations);
    }

    /** Paths first, for they are nearest; then what the engine has to say. */
    private Optional<EngineObject> taken(Workload workload, List<Demand> demands) {
        Optional<EngineObject> missing = policy.hostFiles().isEmpty() ? Optional.empty() : paths(demands);
        return missing.isPresent() || !violations.isEmpty() ? missing : references(workload, demands);
    }

    /** Judges where paths really lead, past symbolic links. */
    private Optional<EngineObject> paths(List<Demand> demands) {
        for (Demand demand : demands) {
            if (demand instanceof Demand.HostPath path) {
                EngineObject object = new EngineObject(EngineObject.Kind.HOST_PATH, path.path());
                Optional<Json> answer = known.get(object);
                if (answer == null) {
                    return Optional.of(object);
                }
                String real = answer.map(JsonView::text).orElse("");
                Demand really = real.isEmpty()
                        ? new Demand.Ambiguous(path.control(), path.field(), path.shown())
                        : new Demand.HostPath(path.control(), path.field(), real, path.readOnly());
                if (!policy.allows(really)) {
                    violations.add(policy.violation(really));
                }
            }
        }
        return Optional.empty();
    }

    /** Judges what is taken in; answers what still has to be looked up, or nothing. */
    private Optional<EngineObject> references(Workload workload, List<Demand> demands) {
        for (Demand demand : demands) {
            if (demand instanceof Demand.Reference reference && matters(reference)) {
                seen.add(reference.object());
                if (seen.size() > OBJECTS_MAX) {
                    violations.add(violation(reference, "at most " + OBJECTS_MAX + " objects"));
                    return Optional.empty();
                }
                Optional<Json> description = known.get(reference.object());
                if (description == null) {
                    return Optional.of(reference.object());
                }
                Optional<EngineObject> missing =
                        description.isEmpty() ? missing(reference) : found(workload, reference, description.get());
                if (missing.isPresent()) {
                    return missing;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether anything is said of what a reference leads to. */
    private boolean matters(Demand.Reference reference) {
        return switch (reference.object().kind()) {
            case IMAGE -> policy.entries().containsKey(Control.IMAGES);
            case VOLUME, NETWORK, CONTAINER, EXEC, HOST_PATH ->
                policy.standard() != Standard.PRIVILEGED
                        || policy.hasLists()
                        || policy.own().confined();
        };
    }

    private Optional<EngineObject> missing(Demand.Reference reference) {
        switch (reference.object().kind()) {
            // It will be made, by the engine's own driver.
            case VOLUME -> {}
            case IMAGE -> {
                Demand named = new Demand.Named(
                        reference.control(),
                        reference.field(),
                        reference.object().name());
                if (!policy.allows(named)) {
                    violations.add(policy.violation(named));
                }
            }
            case NETWORK, CONTAINER, EXEC, HOST_PATH ->
                violations.add(violation(reference, "only what the engine has"));
        }
        return Optional.empty();
    }

    private Optional<EngineObject> found(Workload workload, Demand.Reference reference, Json json) {
        if (reference.object().kind() == EngineObject.Kind.IMAGE) {
            boolean allowed = ObjectReader.imageNames(json).stream()
                    .anyMatch(name -> policy.allows(new Demand.Named(reference.control(), reference.field(), name)));
            if (!allowed) {
                violations.add(policy.violation(new Demand.Named(
                        reference.control(),
                        reference.field(),
                        reference.object().name())));
            }
            return Optional.empty();
        }
        if (reference.object().kind() == EngineObject.Kind.CONTAINER && reference.control() != Control.EXEC) {
            String owner = JsonView.text(JsonView.at(json, "Config", "Labels", Target.OWNER_LABEL));
            if (!owner.equals(policy.owner())) {
                violations.add(violation(reference, "only containers of the same owner"));
                return Optional.empty();
            }
        }
        if (policy.own().confined() && isAnothers(reference.object().kind(), json)) {
            violations.add(violation(reference, "only what has the same owner"));
            return Optional.empty();
        }
        List<Demand> demands = ObjectReader.demands(reference, json);
        violations.addAll(policy.violations(demands));
        return violations.isEmpty() ? taken(workload, demands) : Optional.empty();
    }

    /** Whether a network or volume is not the owner's; the engine's own networks are everybody's. */
    private boolean isAnothers(EngineObject.Kind kind, Json json) {
        boolean network = kind == EngineObject.Kind.NETWORK
                && !ENGINE_NETWORKS.contains(JsonView.text(JsonView.at(json, "Name")));
        return (network || kind == EngineObject.Kind.VOLUME)
                && !JsonView.text(JsonView.at(json, "Labels", Target.OWNER_LABEL))
                        .equals(policy.owner());
    }

    private static Violation violation(Demand.Reference reference, String cure) {
        return new Violation(reference.control(), reference.field(), reference.shown(), cure);
    }

    /** Fields that are not known are let pass by some standards, but not without a word. */
    private static List<String> notes(Workload workload) {
        return workload.demands().stream()
                .filter(demand -> demand.control() == Control.FIELDS)
                .map(demand -> "unknown field `" + demand.field() + "`")
                .toList();
    }
}
