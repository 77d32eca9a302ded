package io.caisson.server.proxy;

import io.caisson.core.docker.Call;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.Target;
import io.caisson.core.inspect.TargetLookup;
import io.caisson.core.workload.EngineObject;
import io.caisson.core.workload.WorkloadPolicy;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the engine is asked while a call is judged: for the object that it is about, and then for those it takes in. */
final class Lookups {
    private final Exchange exchange;
    private @Nullable TargetSearch target;
    private @Nullable ObjectSearch objects;

    Lookups(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Asks for the object that the call is about. */
    TargetSearch askFor(TargetLookup lookup) {
        TargetSearch begun = new TargetSearch(exchange, lookup);
        target = begun;
        exchange.session.readOn();
        begun.ask();
        return begun;
    }

    /** Asks for an object that the call takes in. */
    ObjectSearch askFor(EngineObject object, Call call, Optional<WorkloadPolicy> policy) {
        ObjectSearch begun = objects == null ? new ObjectSearch(exchange) : objects;
        objects = begun;
        exchange.session.readOn();
        begun.ask(call, object, policy);
        return begun;
    }

    @Nullable
    TargetSearch target() {
        return target;
    }

    @Nullable
    ObjectSearch objects() {
        return objects;
    }

    /** Whether nothing was ever asked. */
    boolean isEmpty() {
        return target == null && objects == null;
    }

    /** What the engine has said of objects that the call takes in. */
    Map<EngineObject, Optional<Json>> known() {
        return objects == null ? Map.of() : objects.known();
    }

    /** Invariant: from here on the call means the objects that were judged, whatever is renamed meanwhile. */
    void pin(Call call, Optional<Target> found) {
        if (target != null && found.isPresent()) {
            target.pin(call, found.get());
        }
        if (objects != null) {
            objects.pin(call);
        }
    }

    /** Whether the engine's connection is between two answers. */
    boolean leavesLinkFree() {
        return (target == null || target.leavesLinkFree()) && (objects == null || objects.leavesLinkFree());
    }

    /** Lets go of everything that is held. */
    void leave() {
        if (target != null) {
            target.leave();
        }
        if (objects != null) {
            objects.leave();
        }
    }
}
