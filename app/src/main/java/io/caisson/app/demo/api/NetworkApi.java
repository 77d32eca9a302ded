package io.caisson.app.demo.api;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.demo.world.Container;
import io.caisson.app.demo.world.Endpoint;
import io.caisson.app.demo.world.Network;
import io.caisson.app.demo.world.Networks;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Networks. */
final class NetworkApi {
    private final World world;
    private final Networks networks;

    NetworkApi(World world) {
        this.world = world;
        this.networks = world.networks();
    }

    void routes(Router router) {
        router.on("GET", "/networks", this::list)
                .on("GET", "/networks/", this::list)
                .on("POST", "/networks/create", this::create)
                .on("POST", "/networks/prune", this::prune)
                .on("POST", "/networks/{id}/connect", this::connect)
                .on("POST", "/networks/{id}/disconnect", this::disconnect)
                .on("GET", "/networks/{id}", this::inspect)
                .on("DELETE", "/networks/{id}", this::remove);
    }

    private void list(Call call) throws IOException {
        Filters filters = Filters.of(call, Set.of("name", "id", "driver", "label", "type", "scope", "dangling"));
        List<JsonObject> views = world.locked(() -> networks.all().stream()
                .filter(network -> fits(network, filters))
                .map(network -> view(network, false))
                .toList());
        call.reply().json(200, views);
    }

    private boolean fits(Network network, Filters filters) {
        return filters.labels(network.labels())
                && filters.any("name", network.name()::contains)
                && filters.any("id", network.id()::startsWith)
                && filters.any("driver", network.driver()::equals)
                && filters.any("scope", "local"::equals)
                && filters.any("type", type -> type.equals(network.predefined() ? "builtin" : "custom"))
                && filters.any(
                        "dangling",
                        value -> value.equals("true")
                                == (networks.members(network).isEmpty() && !network.predefined()));
    }

    private JsonObject view(Network network, boolean withContainers) {
        JsonObject pool = new JsonObject().put("Subnet", network.subnet()).put("Gateway", network.gateway());
        JsonObject addresses = new JsonObject()
                .put("Driver", "default")
                .put("Options", network.predefined() ? null : new JsonObject())
                .put("Config", network.subnet().isEmpty() ? null : List.of(pool));
        return new JsonObject()
                .put("Name", network.name())
                .put("Id", network.id())
                .put("Created", network.created().toString())
                .put("Scope", "local")
                .put("Driver", network.driver())
                .put("EnableIPv4", true)
                .put("EnableIPv6", network.ipv6())
                .put("IPAM", addresses)
                .put("Internal", network.internal())
                .put("Attachable", network.attachable())
                .put("Ingress", false)
                .put("ConfigFrom", new JsonObject().put("Network", ""))
                .put("ConfigOnly", false)
                .put("Containers", withContainers ? members(network) : new JsonObject())
                .put("Options", network.options())
                .put("Labels", network.labels());
    }

    private JsonObject members(Network network) {
        JsonObject members = new JsonObject();
        for (Container container : networks.members(network)) {
            Endpoint endpoint = container.state().endpoints().get(network.name());
            if (endpoint != null) {
                String address = endpoint.address();
                members.put(
                        container.id(),
                        new JsonObject()
                                .put("Name", container.state().name())
                                .put("EndpointID", endpoint.id())
                                .put("MacAddress", endpoint.mac())
                                .put("IPv4Address", address.isEmpty() ? "" : address + "/" + network.prefixLength())
                                .put("IPv6Address", ""));
            }
        }
        return members;
    }

    private void inspect(Call call) throws IOException {
        JsonObject view = world.locked(() -> view(networks.find(call.argument()), true));
        call.reply().json(200, view);
    }

    private void create(Call call) throws IOException {
        JsonObject body = call.document();
        String driver = body.text("Driver").isEmpty() ? "bridge" : body.text("Driver");
        if (!driver.equals("bridge") && !driver.equals("macvlan") && !driver.equals("ipvlan")) {
            throw ApiFault.notFound("could not find plugin " + driver + " in v1 plugin registry: plugin not found");
        }
        List<JsonObject> pools = body.object("IPAM").objects("Config");
        String asked = pools.isEmpty() ? "" : pools.getFirst().text("Subnet");
        if (!asked.isEmpty() && !isSubnet(asked)) {
            throw ApiFault.badRequest(
                    "invalid network config:\ninvalid subnet " + asked + ": invalid CIDR block notation");
        }
        String id = world.locked(() -> {
            networks.refuseName(body.text("Name"));
            String subnet = asked.isEmpty() ? networks.freeSubnet() : asked;
            String gateway = pools.isEmpty() ? "" : pools.getFirst().text("Gateway");
            Network network = new Network(
                    networks.newId(),
                    body.text("Name"),
                    driver,
                    world.now(),
                    subnet,
                    gateway.isEmpty() ? Networks.gateway(subnet) : gateway,
                    body.flag("Internal"),
                    body.flag("Attachable"),
                    body.flag("EnableIPv6"),
                    body.textMap("Labels"),
                    body.textMap("Options"));
            networks.create(network);
            return network.id();
        });
        call.reply().json(201, new JsonObject().put("Id", id).put("Warning", ""));
    }

    private static boolean isSubnet(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return false;
        }
        List<String> numbers = new ArrayList<>(List.of(text.substring(0, slash).split("\\.", -1)));
        numbers.add(text.substring(slash + 1));
        return numbers.size() == 5
                && numbers.stream()
                        .allMatch(part -> !part.isEmpty()
                                && part.length() <= 3
                                && part.chars().allMatch(c -> c >= '0' && c <= '9')
                                && Integer.parseInt(part) <= 255);
    }

    private void connect(Call call) throws IOException {
        JsonObject body = call.document();
        List<String> aliases = body.object("EndpointConfig").texts("Aliases");
        world.locked(() -> networks.connect(call.argument(), world.containers().find(body.text("Container")), aliases));
        call.reply().empty(200);
    }

    private void disconnect(Call call) throws IOException {
        JsonObject body = call.document();
        world.locked(
                () -> networks.disconnect(call.argument(), world.containers().find(body.text("Container"))));
        call.reply().empty(200);
    }

    private void remove(Call call) throws IOException {
        world.locked(() -> networks.remove(call.argument()));
        call.reply().empty(204);
    }

    private void prune(Call call) throws IOException {
        Filters filters = Filters.of(call, Set.of("label", "until"));
        List<String> deleted = world.locked(() -> {
            List<String> names = new ArrayList<>();
            for (Network network : networks.all()) {
                if (!network.predefined() && networks.members(network).isEmpty() && filters.labels(network.labels())) {
                    networks.remove(network.id());
                    names.add(network.name());
                }
            }
            return names;
        });
        call.reply().json(200, new JsonObject().put("NetworksDeleted", deleted.isEmpty() ? null : deleted));
    }
}
