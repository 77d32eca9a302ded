package io.caisson.core.config.file;

import io.caisson.core.config.Address;
import io.caisson.core.config.ListenerTls;
import io.caisson.core.config.tree.Position;
import java.util.List;
import java.util.Optional;

/**
 * One listener.
 *
 * @param name the key in {@code listeners}
 * @param address where clients connect
 * @param file whose the socket file is; unix only
 * @param tls how TLS is spoken there; TCP only
 * @param plugin that it is an authorization plugin; empty where clients connect to it
 * @param policy name of the policy that judges all its calls; empty where client rules choose
 * @param clients client rules, in order; none where one policy judges all calls
 * @param engine name of the engine that its calls go to
 * @param position where it stands
 */
public record ListenerSpec(
        String name,
        Address address,
        SocketFileSpec file,
        Optional<ListenerTls> tls,
        Optional<PluginSpec> plugin,
        Optional<String> policy,
        List<ClientSpec> clients,
        String engine,
        Position position) {
    public ListenerSpec {
        clients = List.copyOf(clients);
    }

    /** Rights of the socket file, as the nine bits of {@code chmod}, where they are said. */
    public Optional<Integer> mode() {
        return file.mode();
    }

    /** Every policy that may judge a call of it, each once. */
    public List<String> policies() {
        return policy.map(List::of)
                .orElseGet(() -> clients.stream()
                        .flatMap(client -> client.policies().stream())
                        .distinct()
                        .toList());
    }
}
