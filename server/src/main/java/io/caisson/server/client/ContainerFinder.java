package io.caisson.server.client;

import io.caisson.core.identity.IpAddress;
import io.caisson.core.identity.Origin;
import io.caisson.core.identity.PeerContainer;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.JsonPath;
import io.caisson.server.upstream.EngineQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the container that a process or an address belongs to, by asking the engine at each connection: what was true
 * for the connection before may not be for this one. For threads that may wait.
 */
final class ContainerFinder {
    private final EngineQuery engine;
    private final RecentList recent;

    ContainerFinder(EngineQuery engine) {
        this.engine = engine;
        this.recent = new RecentList(() -> engine.get("/containers/json", JsonLimits.LIST));
    }

    /**
     * The container of a process behind a unix socket. Its control group names one; the engine must know it, and the
     * process must lie in the very group in which the container's first process does, for others can give a group of
     * their own any name.
     */
    Origin of(PeerSocket peer) {
        if (peer.pid() == 0) {
            return new Origin.Unclear(
                    "the caller is in another namespace of processes; run Caisson in the host's, with `pid: host`");
        }
        try {
            Cgroups groups = Cgroups.of(peer.pid());
            Optional<String> id = groups.container();
            Origin origin = id.isEmpty() ? Origin.OUTSIDE : inside(id.get(), groups);
            return peer.isStillThere() ? origin : new Origin.Unclear("the process that connected is gone");
        } catch (IOException fault) {
            return new Origin.Unclear("the container of process " + peer.pid() + " cannot be told: " + told(fault));
        }
    }

    private Origin inside(String id, Cgroups groups) throws IOException {
        EngineQuery.Answer answer = engine.get("/containers/" + id + "/json", JsonLimits.ANSWER);
        if (answer.status() != 200) {
            return new Origin.Unclear("the engine answered " + answer.status() + " for container " + id);
        }
        JsonPath json = answer.body();
        long first = json.at("State").number("Pid");
        if (!id.equals(json.text("Id")) || first <= 0 || !Cgroups.of(first).contain(groups)) {
            return new Origin.Unclear("the process is not where the engine runs container " + id);
        }
        String name = json.text("Name");
        return new Origin.Inside(new PeerContainer(
                id,
                name.startsWith("/") ? name.substring(1) : name,
                json.at("Config").text("Image"),
                json.at("Config").texts("Labels")));
    }

    /**
     * The running container that has an address in one of the engine's networks. The list is fetched after the
     * connection came; an address that two containers have is nobody's.
     */
    Origin of(IpAddress address) {
        try {
            EngineQuery.Answer answer = recent.get();
            if (answer.status() != 200) {
                return new Origin.Unclear("the engine answered " + answer.status() + " for its containers");
            }
            List<JsonPath> found = new ArrayList<>();
            for (JsonPath container : answer.body().children()) {
                if (has(container, address)) {
                    found.add(container);
                }
            }
            return switch (found.size()) {
                case 0 -> Origin.OUTSIDE;
                case 1 -> new Origin.Inside(listed(found.getFirst()));
                default -> new Origin.Unclear("several containers have the address " + address);
            };
        } catch (IOException fault) {
            return new Origin.Unclear("the container at " + address + " cannot be told: " + told(fault));
        }
    }

    private static boolean has(JsonPath container, IpAddress address) {
        for (JsonPath network : container.at("NetworkSettings").at("Networks").children()) {
            for (String key : List.of("IPAddress", "GlobalIPv6Address")) {
                if (IpAddress.parse(network.text(key)).filter(address::equals).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static PeerContainer listed(JsonPath container) {
        List<String> names = container.list("Names");
        String name = names.isEmpty() ? "" : names.getFirst();
        return new PeerContainer(
                container.text("Id"),
                name.startsWith("/") ? name.substring(1) : name,
                container.text("Image"),
                container.texts("Labels"));
    }

    private static String told(IOException fault) {
        return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    }
}
