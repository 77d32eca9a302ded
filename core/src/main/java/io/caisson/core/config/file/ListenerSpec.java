package io.caisson.core.config.file;

import io.caisson.core.config.Address;
import io.caisson.core.config.ListenerTls;
import io.caisson.core.config.tree.Position;
import java.util.Optional;

/**
 * One listener.
 *
 * @param name the key in {@code listeners}
 * @param address where clients connect
 * @param file whose the socket file is; unix only
 * @param tls how TLS is spoken there; TCP only
 * @param policy name of the policy that judges its calls
 * @param engine name of the engine that its calls go to
 * @param position where it stands
 */
public record ListenerSpec(
        String name,
        Address address,
        SocketFileSpec file,
        Optional<ListenerTls> tls,
        String policy,
        String engine,
        Position position) {
    /** Rights of the socket file, as the nine bits of {@code chmod}, where they are said. */
    public Optional<Integer> mode() {
        return file.mode();
    }
}
