package io.caisson.core.config.file;

import io.caisson.core.config.Address;
import io.caisson.core.config.tree.Position;
import java.util.Optional;

/**
 * One listener.
 *
 * @param name the key in {@code listeners}
 * @param address where clients connect
 * @param mode rights of the socket file, as the nine bits of {@code chmod}
 * @param policy name of the policy that judges its calls
 * @param engine name of the engine that its calls go to
 * @param position where it stands
 */
public record ListenerSpec(
        String name, Address address, Optional<Integer> mode, String policy, String engine, Position position) {}
