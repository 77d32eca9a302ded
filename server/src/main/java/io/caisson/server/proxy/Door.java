package io.caisson.server.proxy;

import io.caisson.server.client.Callers;
import io.caisson.server.client.Credentials;
import io.caisson.server.client.Meters;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.upstream.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way in: where clients connect, what judges their calls, and the engine behind it.
 *
 * @param listener where clients connect
 * @param policies what judges each exchange, asked when it begins
 * @param engine where allowed calls go
 * @param callers how it is learnt who is calling, where client rules ask; null where none ever do
 * @param counting what callers have used, or null likewise
 * @param credentials what looks at tokens, or null where the configuration has none
 */
public record Door(
        ListenerSpec listener,
        PolicySource policies,
        Engine engine,
        @Nullable Callers callers,
        @Nullable Meters counting,
        @Nullable Credentials credentials) {
    /** A door whose policy does not hang on who is calling. */
    public Door(ListenerSpec listener, PolicySource policies, Engine engine) {
        this(listener, policies, engine, null, null, null);
    }

    /** What callers have used; only with client rules. */
    Meters meters() {
        return Objects.requireNonNull(counting);
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
