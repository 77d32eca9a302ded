package io.caisson.core.policy;

import io.caisson.core.identity.Principal;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.Target;
import io.caisson.core.workload.EngineObject;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a call is judged by.
 *
 * @param principal who calls
 * @param call what the request's head says
 * @param body what its body says, where that was read
 * @param target the object that the call is about, where that was looked up
 * @param objects what the engine said of the objects that the request takes in, where it was asked; empty where it has
 *     none of the name
 */
public record Question(
        Principal principal,
        CallFacts call,
        Optional<BodyFacts> body,
        Optional<Target> target,
        Map<EngineObject, Optional<Json>> objects) {
    public Question {
        objects = Map.copyOf(objects);
    }

    /** A question before the engine was asked for anything but the target. */
    public Question(Principal principal, CallFacts call, Optional<BodyFacts> body, Optional<Target> target) {
        this(principal, call, body, target, Map.of());
    }
}
