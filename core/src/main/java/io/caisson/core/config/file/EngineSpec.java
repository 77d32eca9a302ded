package io.caisson.core.config.file;

import io.caisson.core.config.Address;
import io.caisson.core.config.EngineTls;
import io.caisson.core.config.tree.Position;
import java.util.List;
import java.util.Optional;

/**
 * One engine.
 *
 * @param name the key in {@code engines}; {@code default} where {@code engine} names the only one
 * @param address where it listens
 * @param failover where others listen that may take its place, in the order in which they are tried
 * @param tls how TLS is spoken to all of them
 * @param position where it stands
 */
public record EngineSpec(
        String name, Address address, List<Address> failover, Optional<EngineTls> tls, Position position) {
    public EngineSpec {
        failover = List.copyOf(failover);
    }

    /** An engine at one address, without TLS. */
    public EngineSpec(String name, Address address, Position position) {
        this(name, address, List.of(), Optional.empty(), position);
    }
}
