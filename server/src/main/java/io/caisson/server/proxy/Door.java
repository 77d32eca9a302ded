package io.caisson.server.proxy;

import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.upstream.Engine;
import java.util.ArrayList;
import java.util.List;

/**
 * One way in: where clients connect, what judges their calls, and the engine behind it.
 *
 * @param listener where clients connect
 * @param policies what judges each exchange, asked when it begins
 * @param engine where allowed calls go
 */
public record Door(ListenerSpec listener, PolicySource policies, Engine engine) {
    /** Several listeners with the same policy in front of the same engine. */
    public static List<Door> all(List<ListenerSpec> listeners, PolicySource policies, Engine engine) {
        List<Door> doors = new ArrayList<>();
        for (ListenerSpec listener : listeners) {
            doors.add(new Door(listener, policies, engine));
        }
        return doors;
    }
}
