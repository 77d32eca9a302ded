package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which ports containers expose and publish. Guarded by the world's lock. */
public final class Ports {
    private static final int FIRST_FREE = 32_768;

    private final World world;

    Ports(World world) {
        this.world = world;
    }

    /**
     * A port of a container.
     *
     * @param address the host's address, empty while it is not published
     * @param hostPort 0 while it is not published
     */
    public record Port(int number, String protocol, String address, int hostPort) {
        /** As in `80/tcp`. */
        public String key() {
            return number + "/" + protocol;
        }

        public boolean published() {
            return hostPort != 0;
        }
    }

    /** A container's ports as they are now: published ones only while it runs. */
    public List<Port> of(Container container) {
        List<Port> ports = new ArrayList<>();
        if (!container.state().status().alive()) {
            return ports;
        }
        List<Port> bound = bound(container);
        for (String key :
                container.spec().config().object("ExposedPorts").members().keySet()) {
            if (bound.stream().noneMatch(port -> port.key().equals(key))) {
                ports.add(new Port(number(key), protocol(key), "", 0));
            }
        }
        ports.addAll(bound);
        return ports;
    }

    /** The bindings that a container asks for, with free ports filled in. */
    private List<Port> bound(Container container) {
        List<Port> bound = new ArrayList<>();
        JsonObject bindings = container.spec().hostConfig().object("PortBindings");
        int free = FIRST_FREE + Math.floorMod(container.id().hashCode(), 20_000);
        for (Map.Entry<String, ?> entry : bindings.members().entrySet()) {
            for (JsonObject binding : bindings.objects(entry.getKey())) {
                String address = binding.text("HostIp");
                int port = number(binding.text("HostPort"));
                int hostPort = port == 0 ? free++ : port;
                if (address.isEmpty()) {
                    bound.add(new Port(number(entry.getKey()), protocol(entry.getKey()), "0.0.0.0", hostPort));
                    bound.add(new Port(number(entry.getKey()), protocol(entry.getKey()), "::", hostPort));
                } else {
                    bound.add(new Port(number(entry.getKey()), protocol(entry.getKey()), address, hostPort));
                }
            }
        }
        return bound;
    }

    /** Refuses ports that are no numbers. */
    void check(Container container) {
        container.spec().config().object("ExposedPorts").members().keySet().forEach(Ports::number);
        container.spec().hostConfig().object("PortBindings").members().keySet().forEach(Ports::number);
        bound(container);
    }

    /** Refuses to start a container whose port another one holds. */
    void refuseTaken(Container container) {
        Set<Integer> taken = new HashSet<>();
        for (Container other : world.containers().all()) {
            of(other).stream().filter(Port::published).forEach(port -> taken.add(port.hostPort()));
        }
        for (Port port : bound(container)) {
            if (taken.contains(port.hostPort())) {
                throw ApiFault.internal("failed to set up container networking: driver failed programming external"
                        + " connectivity on endpoint " + container.state().name() + " (" + Ids.random() + "): Bind for "
                        + port.address() + ":" + port.hostPort() + " failed: port is already allocated");
            }
        }
    }

    private static int number(String key) {
        int slash = key.indexOf('/');
        String digits = slash < 0 ? key : key.substring(0, slash);
        try {
            return digits.isEmpty() ? 0 : Integer.parseInt(digits);
        } catch (NumberFormatException noNumber) {
            throw ApiFault.badRequest("invalid port specification: \"" + digits + "\"");
        }
    }

    private static String protocol(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? "tcp" : key.substring(slash + 1);
    }
}
