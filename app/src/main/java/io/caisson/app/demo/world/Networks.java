package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The networks. Guarded by the world's lock. */
public final class Networks {
    private static final int FIRST_SUBNET = 18;
    private static final int LAST_SUBNET = 255;

    private final World world;
    private final Map<String, Network> byId = new LinkedHashMap<>();

    Networks(World world) {
        this.world = world;
        predefined("none", "null", "", Map.of());
        predefined("host", "host", "", Map.of());
        Map<String, String> options = new LinkedHashMap<>();
        options.put("com.docker.network.bridge.default_bridge", "true");
        options.put("com.docker.network.bridge.enable_icc", "true");
        options.put("com.docker.network.bridge.enable_ip_masquerade", "true");
        options.put("com.docker.network.bridge.host_binding_ipv4", "0.0.0.0");
        options.put("com.docker.network.bridge.name", "docker0");
        options.put("com.docker.network.driver.mtu", "1500");
        predefined("bridge", "bridge", "172.17.0.0/16", options);
    }

    private void predefined(String name, String driver, String subnet, Map<String, String> options) {
        add(new Network(
                Ids.of("demo network " + name),
                name,
                driver,
                world.now(),
                subnet,
                gateway(subnet),
                false,
                false,
                false,
                Map.of(),
                options));
    }

    public List<Network> all() {
        return List.copyOf(byId.values());
    }

    /** A network by id, name or start of an id; null when there is none. */
    public @Nullable Network lookUp(String reference) {
        Network exact = byId.get(reference);
        if (exact != null) {
            return exact;
        }
        for (Network network : byId.values()) {
            if (network.name().equals(reference)) {
                return network;
            }
        }
        return Ids.byPrefix(byId, reference);
    }

    /** A network, or the engine's 404. */
    public Network find(String reference) {
        Network network = lookUp(reference);
        if (network == null) {
            throw ApiFault.notFound("network " + reference + " not found");
        }
        return network;
    }

    /** Refuses a name that a new network cannot have. */
    public void refuseName(String name) {
        if (name.isBlank()) {
            throw ApiFault.badRequest("invalid name: name is empty");
        }
        if (Network.predefined(name)) {
            throw ApiFault.forbidden("operation is not permitted on predefined " + name + " network ");
        }
        for (Network network : byId.values()) {
            if (network.name().equals(name)) {
                throw ApiFault.conflict("network with name " + name + " already exists");
            }
        }
    }

    /** Makes a network; its event follows. */
    public void create(Network network) {
        add(network);
        publish(network, "create", Map.of());
    }

    /** Adds a network. */
    public void add(Network network) {
        World.bound(byId.size(), Bounds.NETWORKS_MAX, "networks");
        byId.put(network.id(), network);
    }

    /** A new network's id. */
    public String newId() {
        return Ids.random();
    }

    /** A subnet that no network has yet. */
    public String freeSubnet() {
        Set<String> taken = new HashSet<>();
        byId.values().forEach(network -> taken.add(network.subnet()));
        for (int i = FIRST_SUBNET; i <= LAST_SUBNET; i++) {
            String subnet = "172." + i + ".0.0/16";
            if (!taken.contains(subnet)) {
                return subnet;
            }
        }
        throw ApiFault.internal("all predefined address pools have been fully subnetted");
    }

    /** The first address of a subnet, or empty. */
    public static String gateway(String subnet) {
        return subnet.isEmpty() ? "" : subnet.substring(0, subnet.lastIndexOf('.')) + ".1";
    }

    /** The containers in a network. */
    public List<Container> members(Network network) {
        return world.containers().all().stream()
                .filter(container -> container.state().status().alive()
                        && container.state().endpoints().containsKey(network.name()))
                .toList();
    }

    public void remove(String reference) {
        Network network = find(reference);
        if (network.predefined()) {
            throw ApiFault.forbidden(network.name() + " is a pre-defined network and cannot be removed");
        }
        List<Container> members = members(network);
        if (!members.isEmpty()) {
            List<String> endpoints = new ArrayList<>();
            for (Container member : members) {
                Endpoint endpoint = member.state().endpoints().get(network.name());
                endpoints.add("name:\"" + member.state().name() + "\" id:\""
                        + (endpoint == null ? "" : Ids.abbreviated(endpoint.id())) + "\"");
            }
            throw ApiFault.forbidden("error while removing network: network " + network.name()
                    + " has active endpoints (" + String.join(", ", endpoints) + ")");
        }
        byId.remove(network.id());
        publish(network, "destroy", Map.of());
    }

    /** Puts a container into a network; it gets an address if it runs. */
    public void connect(String reference, Container container, List<String> aliases) {
        Network network = find(reference);
        ContainerState state = container.state();
        if (state.endpoints().containsKey(network.name())) {
            throw ApiFault.forbidden(
                    "endpoint with name " + state.name() + " already exists in network " + network.name());
        }
        Map<String, Endpoint> endpoints = new LinkedHashMap<>(state.endpoints());
        endpoints.put(network.name(), new Endpoint(network.id(), "", "", "", aliases));
        container.become(state.withEndpoints(endpoints));
        if (state.status().alive()) {
            join(container, network.name());
        }
    }

    /** Takes a container out of a network. */
    public void disconnect(String reference, Container container) {
        Network network = find(reference);
        if (!container.state().endpoints().containsKey(network.name())) {
            throw ApiFault.internal("container " + container.id() + " is not connected to network " + network.name());
        }
        leave(container, network.name());
        Map<String, Endpoint> endpoints = new LinkedHashMap<>(container.state().endpoints());
        endpoints.remove(network.name());
        container.become(container.state().withEndpoints(endpoints));
    }

    /** Gives a starting container its address in a network. */
    void join(Container container, String name) {
        Network network = find(name);
        Endpoint endpoint = container.state().endpoints().get(name);
        if (endpoint == null) {
            return;
        }
        container.become(container.state().withEndpoint(name, endpoint.at(Ids.random(), freeAddress(network))));
        publish(network, "connect", Map.of("container", container.id()));
    }

    /** Takes a stopped container's address in a network away. */
    void leave(Container container, String name) {
        Endpoint endpoint = container.state().endpoints().get(name);
        Network network = lookUp(name);
        if (endpoint == null || endpoint.id().isEmpty()) {
            return;
        }
        container.become(container.state().withEndpoint(name, endpoint.at("", "")));
        if (network != null) {
            publish(network, "disconnect", Map.of("container", container.id()));
        }
    }

    private String freeAddress(Network network) {
        if (network.subnet().isEmpty()) {
            return "";
        }
        Set<String> taken = new HashSet<>();
        for (Container container : world.containers().all()) {
            Endpoint endpoint = container.state().endpoints().get(network.name());
            taken.add(endpoint == null ? "" : endpoint.address());
        }
        String start = network.subnet().substring(0, network.subnet().lastIndexOf('.') + 1);
        for (int i = 2; i < LAST_SUBNET; i++) {
            if (!taken.contains(start + i)) {
                return start + i;
            }
        }
        throw ApiFault.internal("no available IPv4 addresses on this network's address pools: " + network.name());
    }

    private void publish(Network network, String action, Map<String, String> more) {
        Map<String, String> attributes = new LinkedHashMap<>(more);
        attributes.put("name", network.name());
        attributes.put("type", network.driver());
        world.events().publish("network", action, network.id(), attributes);
    }
}
