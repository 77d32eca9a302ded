package io.caisson.server.proxy;

import io.caisson.core.policy.Policy;
import io.caisson.server.client.Reception;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.upstream.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way in: where clients connect, what judges their calls, and the engine behind it.
 *
 * @param listener where clients connect
 * @param policies what judges each exchange, asked when it begins
 * @param engine where allowed calls go
 * @param engineOf where those go that policies with an engine of their own allow, by the policies' names
 * @param reception how it is learnt who is calling, where client rules ask; null where there never are any
 */
public record Door(
        ListenerSpec listener,
        PolicySource policies,
        Engine engine,
        Map<String, Engine> engineOf,
        @Nullable Reception reception) {
    public Door {
        engineOf = Map.copyOf(engineOf);
    }

    /** A door whose policies all have the same engine, and no client rules. */
    public Door(ListenerSpec listener, PolicySource policies, Engine engine) {
        this(listener, policies, engine, Map.of(), null);
    }

    /** Where the calls go that a policy allows. */
    Engine engineFor(Policy policy) {
        return engineOf.isEmpty() ? engine : engineOf.getOrDefault(policy.name(), engine);
    }

    /** Several listeners with the same policy in front of the same engine. */
    public static List<Door> all(List<ListenerSpec> listeners, PolicySource policies, Engine engine) {
        List<Door> doors = new ArrayList<>();
        for (ListenerSpec listener : listeners) {
            doors.add(new Door(listener, policies, engine));
        }
        return doors;
    }
}
