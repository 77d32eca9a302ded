package io.caisson.app.demo.api;

import io.caisson.app.demo.world.Container;
import io.caisson.app.demo.world.ContainerSpec;
import io.caisson.app.demo.world.ContainerState;
import io.caisson.app.demo.world.Endpoint;
import io.caisson.app.demo.world.Image;
import io.caisson.app.demo.world.Mount;
import io.caisson.app.demo.world.Network;
import io.caisson.app.demo.world.Ports.Port;
import io.caisson.app.demo.world.Status;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Containers as the engine's documents. Used under the world's lock. */
final class ContainerView {
    private static final String FOLDER = "/var/lib/docker/containers/";
    private static final long WRITTEN_BYTES = 2_190;

    private final World world;

    ContainerView(World world) {
        this.world = world;
    }

    /** The short form of lists. */
    JsonObject summary(Container container, boolean withSize) {
        ContainerSpec spec = container.spec();
        ContainerState state = container.state();
        JsonObject view = new JsonObject()
                .put("Id", container.id())
                .put("Names", List.of("/" + state.name()))
                .put("Image", imageName(spec))
                .put("ImageID", spec.imageId())
                .put("Command", commandLine(spec))
                .put("Created", spec.created().getEpochSecond())
                .put("Ports", ports(container));
        if (withSize) {
            view.put("SizeRw", WRITTEN_BYTES).put("SizeRootFs", rootBytes(spec));
        }
        return view.put("Labels", spec.config().object("Labels"))
                .put("State", state.status().word())
                .put("Status", status(container))
                .put("HostConfig", new JsonObject().put("NetworkMode", networkMode(spec)))
                .put("NetworkSettings", new JsonObject().put("Networks", networks(container)))
                .put("Mounts", spec.mounts().stream().map(ContainerView::mount).toList());
    }

    /** An image that lost the name is shown by its id. */
    private String imageName(ContainerSpec spec) {
        Image named = world.images().lookUp(spec.image());
        return named != null && named.id().equals(spec.imageId()) ? spec.image() : spec.imageId();
    }

    private long rootBytes(ContainerSpec spec) {
        Image image = world.images().lookUp(spec.imageId());
        return WRITTEN_BYTES + (image == null ? 0 : image.size());
    }

    private static String networkMode(ContainerSpec spec) {
        return spec.hostConfig().text("NetworkMode");
    }

    private static String commandLine(ContainerSpec spec) {
        List<String> words = new ArrayList<>();
        for (String word : spec.command()) {
            words.add(word.indexOf(' ') >= 0 ? "'" + word + "'" : word);
        }
        return String.join(" ", words);
    }

    private String status(Container container) {
        ContainerState state = container.state();
        return switch (state.status()) {
            case CREATED -> "Created";
            case RUNNING -> "Up " + since(state.startedAt()) + health(container);
            case PAUSED -> "Up " + since(state.startedAt()) + " (Paused)";
            case EXITED -> "Exited (" + state.exitCode() + ") " + since(state.finishedAt()) + " ago";
        };
    }

    private String since(Instant moment) {
        return HumanTime.of(Duration.between(moment, world.now()));
    }

    private static String health(Container container) {
        return healthy(container) ? " (healthy)" : "";
    }

    /** The word of the health filter. */
    String healthWord(Container container) {
        return !healthy(container) ? "none" : container.state().status().alive() ? "healthy" : "unhealthy";
    }

    /** Whether the container has a health check; those of running containers always succeed. */
    private static boolean healthy(Container container) {
        List<String> test = container.spec().config().object("Healthcheck").texts("Test");
        return !test.isEmpty() && !test.getFirst().equals("NONE");
    }

    private List<JsonObject> ports(Container container) {
        List<JsonObject> views = new ArrayList<>();
        for (Port port : world.containers().runs().ports().of(container)) {
            JsonObject view = new JsonObject();
            if (port.published()) {
                view.put("IP", port.address());
            }
            view.put("PrivatePort", port.number());
            if (port.published()) {
                view.put("PublicPort", port.hostPort());
            }
            views.add(view.put("Type", port.protocol()));
        }
        return views;
    }

    static JsonObject mount(Mount mount) {
        JsonObject view = new JsonObject().put("Type", mount.type());
        if (!mount.volume().isEmpty()) {
            view.put("Name", mount.volume());
        }
        view.put("Source", mount.source()).put("Destination", mount.destination());
        if (!mount.volume().isEmpty()) {
            view.put("Driver", "local");
        }
        return view.put("Mode", mount.type().equals("volume") ? "z" : "")
                .put("RW", mount.writable())
                .put("Propagation", mount.type().equals("bind") ? "rprivate" : "");
    }

    private JsonObject networks(Container container) {
        JsonObject views = new JsonObject();
        container.state().endpoints().forEach((name, endpoint) -> views.put(name, endpoint(container, name, endpoint)));
        return views;
    }

    private JsonObject endpoint(Container container, String name, Endpoint endpoint) {
        Network network = world.networks().lookUp(name);
        boolean ownNetwork = network != null && !network.predefined();
        List<String> names = new ArrayList<>(List.of(container.state().name()));
        names.addAll(endpoint.aliases());
        return new JsonObject()
                .put("IPAMConfig", null)
                .put("Links", null)
                .put("Aliases", endpoint.aliases().isEmpty() ? null : endpoint.aliases())
                .put("MacAddress", endpoint.mac())
                .put("DriverOpts", null)
                .put("GwPriority", 0)
                .put("NetworkID", network == null ? endpoint.networkId() : network.id())
                .put("EndpointID", endpoint.id())
                .put("Gateway", network == null || endpoint.address().isEmpty() ? "" : network.gateway())
                .put("IPAddress", endpoint.address())
                .put("IPPrefixLen", network == null || endpoint.address().isEmpty() ? 0 : network.prefixLength())
                .put("IPv6Gateway", "")
                .put("GlobalIPv6Address", "")
                .put("GlobalIPv6PrefixLen", 0)
                .put("DNSNames", ownNetwork ? names : null);
    }

    /** The long form. */
    JsonObject details(Container container, boolean withSize) {
        ContainerSpec spec = container.spec();
        List<String> command = spec.command();
        String folder = FOLDER + container.id();
        List<String> execs = world.execs().running(container);
        JsonObject view = new JsonObject()
                .put("Id", container.id())
                .put("Created", spec.created().toString())
                .put("Path", command.getFirst())
                .put("Args", command.subList(1, command.size()))
                .put("State", state(container))
                .put("Image", spec.imageId())
                .put("ResolvConfPath", folder + "/resolv.conf")
                .put("HostnamePath", folder + "/hostname")
                .put("HostsPath", folder + "/hosts")
                .put("LogPath", folder + "/" + container.id() + "-json.log")
                .put("Name", "/" + container.state().name())
                .put("RestartCount", 0)
                .put("Driver", "overlay2")
                .put("Platform", "linux")
                .put("MountLabel", "")
                .put("ProcessLabel", "")
                .put("AppArmorProfile", "")
                .put("ExecIDs", execs.isEmpty() ? null : execs)
                .put("HostConfig", spec.hostConfig())
                .put("GraphDriver", graphDriver(container.id()));
        if (withSize) {
            view.put("SizeRw", WRITTEN_BYTES).put("SizeRootFs", rootBytes(spec));
        }
        return view.put(
                        "Mounts",
                        spec.mounts().stream().map(ContainerView::mount).toList())
                .put("Config", spec.config())
                .put("NetworkSettings", networkSettings(container));
    }

    static JsonObject graphDriver(String id) {
        String folder = "/var/lib/docker/overlay2/" + id;
        return new JsonObject()
                .put(
                        "Data",
                        new JsonObject()
                                .put("LowerDir", folder + "-init/diff")
                                .put("MergedDir", folder + "/merged")
                                .put("UpperDir", folder + "/diff")
                                .put("WorkDir", folder + "/work"))
                .put("Name", "overlay2");
    }

    private static JsonObject state(Container container) {
        ContainerState state = container.state();
        JsonObject view = new JsonObject()
                .put("Status", state.status().word())
                .put("Running", state.status().alive())
                .put("Paused", state.status() == Status.PAUSED)
                .put("Restarting", false)
                .put("OOMKilled", false)
                .put("Dead", false)
                .put("Pid", state.pid())
                .put("ExitCode", state.exitCode())
                .put("Error", "")
                .put("StartedAt", state.startedAt().toString())
                .put("FinishedAt", state.finishedAt().toString());
        if (healthy(container)) {
            view.put(
                    "Health",
                    new JsonObject()
                            .put("Status", state.status().alive() ? "healthy" : "unhealthy")
                            .put("FailingStreak", 0)
                            .put("Log", List.of()));
        }
        return view;
    }

    private JsonObject networkSettings(Container container) {
        boolean alive = container.state().status().alive();
        Map<String, List<JsonObject>> bindings = new LinkedHashMap<>();
        for (Port port : world.containers().runs().ports().of(container)) {
            List<JsonObject> of = bindings.computeIfAbsent(port.key(), key -> new ArrayList<>());
            if (port.published()) {
                of.add(new JsonObject()
                        .put("HostIp", port.address())
                        .put("HostPort", Integer.toString(port.hostPort())));
            }
        }
        JsonObject ports = new JsonObject();
        bindings.forEach((key, of) -> ports.put(key, of.isEmpty() ? null : of));
        JsonObject view = new JsonObject()
                .put("Bridge", "")
                .put("SandboxID", alive ? container.id() : "")
                .put(
                        "SandboxKey",
                        alive ? "/var/run/docker/netns/" + container.id().substring(0, 12) : "")
                .put("Ports", ports)
                .put("HairpinMode", false)
                .put("LinkLocalIPv6Address", "")
                .put("LinkLocalIPv6PrefixLen", 0)
                .put("SecondaryIPAddresses", null)
                .put("SecondaryIPv6Addresses", null);
        JsonObject bridge = networks(container).object("bridge");
        return view.put("EndpointID", bridge.text("EndpointID"))
                .put("Gateway", bridge.text("Gateway"))
                .put("GlobalIPv6Address", "")
                .put("GlobalIPv6PrefixLen", 0)
                .put("IPAddress", bridge.text("IPAddress"))
                .put("IPPrefixLen", bridge.number("IPPrefixLen"))
                .put("IPv6Gateway", "")
                .put("MacAddress", bridge.text("MacAddress"))
                .put("Networks", networks(container));
    }
}
