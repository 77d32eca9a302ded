package io.caisson.core.policy;

import io.caisson.core.inspect.Json;
import io.caisson.core.workload.EngineObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stands in for an engine that nobody asks, for tools: it has only objects that nobody would mind. */
final class OrdinaryObjects {
    private OrdinaryObjects() {}

    /** The question with whatever it takes for a decision. */
    static Question settle(Policy policy, Question question) {
        Map<EngineObject, Optional<Json>> objects = new HashMap<>(question.objects());
        Question settled = question;
        while (policy.decide(settled) instanceof Decision.Asks(EngineObject object, RuleRef rule)
                && !objects.containsKey(object)) {
            objects.put(object, describe(object));
            settled = new Question(question.principal(), question.call(), question.body(), question.target(), objects);
        }
        return settled;
    }

    private static Optional<Json> describe(EngineObject object) {
        Json name = new Json.Text(object.name());
        return switch (object.kind()) {
            case VOLUME, IMAGE -> Optional.empty();
            case NETWORK -> Optional.of(new Json.Members(Map.of("Name", name, "Driver", new Json.Text("bridge"))));
            case HOST_PATH -> Optional.of(name);
            case EXEC -> Optional.of(new Json.Members(Map.of("ContainerID", name)));
            // As confined as any policy could want it.
            case CONTAINER ->
                Optional.of(new Json.Members(Map.of(
                        "Config",
                        new Json.Members(Map.of("User", new Json.Text("65534:65534"))),
                        "HostConfig",
                        new Json.Members(Map.of(
                                "CapDrop", new Json.Array(List.of(new Json.Text("ALL"))),
                                "SecurityOpt", new Json.Array(List.of(new Json.Text("no-new-privileges"))))))));
        };
    }
}
