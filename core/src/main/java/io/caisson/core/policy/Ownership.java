package io.caisson.core.policy;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.JsonText;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import io.caisson.core.inspect.Target;
import io.caisson.core.inspect.TargetLookup;
import io.caisson.core.reason.Reason;
import io.caisson.core.workload.WorkloadPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose the objects are that a policy's clients make, and, where it is confined, see: containers, networks and volumes
 * carry their owner in a label. Lists and events are narrowed by a filter of the engine's own, and what belongs to
 * others is not there. What cannot be owned is closed; images are everybody's, but only an owner's own are deleted.
 */
public final class Ownership {
    private static final String FILTERS = "filters";
    private static final String LABELS = "labels";
    private static final String LABEL = "label";

    private final String owner;
    private final boolean confined;

    private Ownership(String owner, boolean confined) {
        this.owner = owner;
        this.confined = confined;
    }

    /** What a policy for workloads says of owners; empty where it says nothing. */
    static Optional<Ownership> of(WorkloadPolicy workload) {
        return workload.own().owner().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Ownership(workload.own().owner(), workload.own().confined()));
    }

    /** Whether others' objects are hidden. */
    public boolean hides() {
        return confined;
    }

    /** What a decision comes to when only the owner's objects are there. */
    Decision narrowed(Operation operation, Decision decision, RuleRef none) {
        if (!confined || decision instanceof Decision.Deny) {
            return decision;
        }
        if (isClosed(operation)) {
            return new Decision.Deny(
                    Reason.OPERATION_DENIED,
                    none,
                    new Wording(operation, true, () -> "it shows or changes what no single owner has"));
        }
        if (!isOwned(operation)) {
            return decision;
        }
        Needs needs = decision instanceof Decision.Conditional conditional ? conditional.needs() : Needs.NOTHING;
        return new Decision.Conditional(needs.and(new Needs(false, true)), decision.rule());
    }

    /** Why a call is refused by whose its object is, or null. */
    Decision.@Nullable Deny refusal(Question question, RuleRef none) {
        Operation operation = question.call().operation();
        boolean refused = confined
                && isOwned(operation)
                && !question.target().map(Target::owner).orElse("").equals(owner);
        return refused ? notFound(operation, none) : null;
    }

    /** What is said of objects that are not there, and of those that are another's. */
    static Decision.Deny notFound(Operation operation, RuleRef none) {
        return new Decision.Deny(
                Reason.TARGET_NOT_FOUND, none, new Wording(operation, true, () -> "there is no such object"));
    }

    /** What has no owner, or would show what belongs to several. */
    private static boolean isClosed(Operation operation) {
        return switch (operation.tag()) {
            // The container that a network is joined to is named in the body, and not looked up.
            case NETWORK -> operation == Operation.NetworkConnect || operation == Operation.NetworkDisconnect;
            case IMAGE -> operation == Operation.BuildPrune;
            case CONTAINER, EXEC, VOLUME, DISTRIBUTION -> false;
            case SYSTEM -> operation == Operation.SystemDataUsage;
            default -> true;
        };
    }

    private static boolean isOwned(Operation operation) {
        return switch (TargetLookup.kindOf(operation).orElse(Target.Kind.NODE)) {
            case CONTAINER, NETWORK, VOLUME -> true;
            case IMAGE -> operation.access() == Access.DELETE;
            default -> false;
        };
    }

    /** Narrows a list to the owner's objects and labels what a build makes; answers why a call is refused, or null. */
    public @Nullable Reason narrow(Call call) {
        return switch (call.operation()) {
            case ContainerList,
                    ContainerPrune,
                    NetworkList,
                    NetworkPrune,
                    VolumeList,
                    VolumePrune,
                    ImagePrune,
                    SystemEvents -> confined ? filter(call) : null;
            case ImageBuild -> label(call);
            default -> null;
        };
    }

    private @Nullable Reason filter(Call call) {
        Map<String, Json> filters = members(call, FILTERS);
        if (filters == null) {
            return Reason.PARAMETER_MALFORMED;
        }
        List<Json> labels = new ArrayList<>();
        switch (filters.getOrDefault(LABEL, new Json.Null())) {
            case Json.Null nothing -> {}
            case Json.Array(List<Json> items) -> labels.addAll(items);
            case Json.Members(Map<String, Json> names) ->
                names.keySet().forEach(name -> labels.add(new Json.Text(name)));
            default -> {
                return Reason.PARAMETER_MALFORMED;
            }
        }
        labels.add(new Json.Text(Target.OWNER_LABEL + "=" + owner));
        filters.replaceAll((name, values) -> asList(values));
        filters.put(LABEL, new Json.Array(labels));
        call.setParameter(FILTERS, JsonText.of(new Json.Members(filters)));
        return null;
    }

    /** Engines take a filter's values as a list or as the names of a mapping, but all filters of a call alike. */
    private static Json asList(Json values) {
        if (!(values instanceof Json.Members(Map<String, Json> names))) {
            return values;
        }
        List<Json> items = new ArrayList<>();
        names.keySet().forEach(name -> items.add(new Json.Text(name)));
        return new Json.Array(items);
    }

    private @Nullable Reason label(Call call) {
        Map<String, Json> labels = members(call, LABELS);
        if (labels == null) {
            return Reason.PARAMETER_MALFORMED;
        }
        labels.put(Target.OWNER_LABEL, new Json.Text(owner));
        call.setParameter(LABELS, JsonText.of(new Json.Members(labels)));
        return null;
    }

    private static @Nullable Map<String, Json> members(Call call, String parameter) {
        String text = call.query().value(parameter).orElse("");
        if (text.isEmpty()) {
            return new LinkedHashMap<>();
        }
        Read<Json> read = StrictJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST);
        return read instanceof Read.Value<Json>(Json value) && value instanceof Json.Members(Map<String, Json> members)
                ? new LinkedHashMap<>(members)
                : null;
    }
}
