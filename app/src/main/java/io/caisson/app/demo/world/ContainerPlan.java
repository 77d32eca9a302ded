package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Completes what a client asked for when it created a container: image settings, defaults, mounts, networks. */
final class ContainerPlan {
    private static final Set<String> NOT_CONFIG = Set.of("HostConfig", "NetworkingConfig");

    private final World world;
    private final JsonObject body;
    private final Image image;

    ContainerPlan(World world, JsonObject body, Image image) {
        this.world = world;
        this.body = body;
        this.image = image;
    }

    /** The container's configuration: the client's word over the image's over the defaults. */
    JsonObject config(String id) {
        JsonObject config = Defaults.config(Ids.abbreviated(id));
        body.members().forEach((name, value) -> {
            if (!NOT_CONFIG.contains(name) && value != null) {
                config.put(name, value);
            }
        });
        if (config.text("Hostname").isEmpty()) {
            config.put("Hostname", Ids.abbreviated(id));
        }
        JsonObject ofImage = image.config();
        config.put("Env", environment(config.texts("Env"), ofImage.texts("Env")));
        if (config.texts("Entrypoint").isEmpty()) {
            config.put("Entrypoint", ofImage.texts("Entrypoint").isEmpty() ? null : ofImage.texts("Entrypoint"));
            if (config.texts("Cmd").isEmpty()) {
                config.put("Cmd", ofImage.texts("Cmd").isEmpty() ? null : ofImage.texts("Cmd"));
            }
        }
        for (String name : List.of("User", "WorkingDir", "StopSignal")) {
            if (config.text(name).isEmpty() && !ofImage.text(name).isEmpty()) {
                config.put(name, ofImage.text(name));
            }
        }
        for (String name : List.of("Labels", "ExposedPorts", "Volumes")) {
            JsonObject merged = ofImage.object(name).copy().putAll(config.object(name));
            if (!merged.isEmpty()) {
                config.put(name, merged);
            }
        }
        if (!config.has("Healthcheck") && ofImage.has("Healthcheck")) {
            config.put("Healthcheck", ofImage.object("Healthcheck"));
        }
        if (config.texts("Entrypoint").isEmpty() && config.texts("Cmd").isEmpty()) {
            throw ApiFault.badRequest("no command specified");
        }
        return config;
    }

    /** The client's variables, then the image's that it did not set. */
    private static List<String> environment(List<String> own, List<String> ofImage) {
        List<String> environment = new ArrayList<>(own);
        for (String variable : ofImage) {
            String name = variable.substring(0, variable.indexOf('=') + 1);
            if (own.stream().noneMatch(set -> set.startsWith(name))) {
                environment.add(variable);
            }
        }
        return environment;
    }

    JsonObject hostConfig() {
        JsonObject config = Defaults.hostConfig();
        JsonObject asked = body.object("HostConfig");
        asked.members().forEach((name, value) -> {
            if (value != null && !isUnset(name, value)) {
                config.put(name, value);
            }
        });
        if (config.text("NetworkMode").equals("default")) {
            config.put("NetworkMode", "bridge");
        }
        if (config.object("LogConfig").text("Type").isEmpty()) {
            config.put("LogConfig", Defaults.logConfig());
        }
        return config;
    }

    /** Values that clients send for "the default", where the default is something else. */
    private static boolean isUnset(String name, Object value) {
        return switch (name) {
            case "IpcMode", "CgroupnsMode", "Runtime", "NetworkMode" -> value.equals("");
            case "ShmSize", "PidsLimit" -> value instanceof Number number && number.longValue() == 0;
            case "MemorySwappiness" -> value instanceof Number number && number.longValue() == -1;
            case "OomKillDisable" -> value.equals(false);
            default -> false;
        };
    }

    /** What is mounted; volumes that do not exist yet are made. */
    List<Mount> mounts(JsonObject config) {
        JsonObject hostConfig = body.object("HostConfig");
        Map<String, Mount> mounts = new LinkedHashMap<>();
        for (String bind : hostConfig.texts("Binds")) {
            Mount mount = bind(bind);
            mounts.put(mount.destination(), mount);
        }
        for (JsonObject asked : hostConfig.objects("Mounts")) {
            Mount mount = mount(asked);
            mounts.put(mount.destination(), mount);
        }
        for (String destination : config.object("Volumes").members().keySet()) {
            if (!mounts.containsKey(destination)) {
                mounts.put(destination, volume("", destination, true));
            }
        }
        return List.copyOf(mounts.values());
    }

    private Mount bind(String bind) {
        String[] parts = bind.split(":", -1);
        String target = parts[parts.length < 2 ? 0 : 1];
        if (parts.length > 3) {
            throw ApiFault.internal("invalid volume specification: '" + bind + "'");
        }
        if (!target.startsWith("/")) {
            throw ApiFault.internal("invalid volume specification: '" + bind + "': invalid mount config for type"
                    + " \"volume\": invalid mount path: '" + target + "' mount path must be absolute");
        }
        if (parts.length == 1) {
            return volume("", target, true);
        }
        boolean writable = parts.length < 3 || !List.of(parts[2].split(",")).contains("ro");
        if (parts[0].startsWith("/")) {
            return new Mount("bind", "", parts[0], parts[1], writable, false);
        }
        return volume(parts[0], parts[1], writable);
    }

    private Mount mount(JsonObject asked) {
        boolean writable = !asked.flag("ReadOnly");
        return switch (asked.text("Type")) {
            case "volume" -> volume(asked.text("Source"), asked.text("Target"), writable);
            case "bind" -> new Mount("bind", "", asked.text("Source"), asked.text("Target"), writable, false);
            case "tmpfs" -> new Mount("tmpfs", "", "", asked.text("Target"), writable, false);
            default ->
                throw ApiFault.badRequest(
                        "invalid mount config for type \"" + asked.text("Type") + "\": mount type unknown");
        };
    }

    private Mount volume(String name, String destination, boolean writable) {
        Volume volume = world.volumes().create(name, "", Map.of(), Map.of());
        return new Mount("volume", volume.name(), volume.mountpoint(), destination, writable, name.isEmpty());
    }

    /** The networks to join when the container starts. */
    Map<String, Endpoint> endpoints(JsonObject hostConfig) {
        String mode = hostConfig.text("NetworkMode");
        JsonObject asked = body.object("NetworkingConfig").object("EndpointsConfig");
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        if (!mode.startsWith("container:")) {
            JsonObject settings = asked.has(mode) ? asked.object(mode) : asked.object("default");
            endpoints.put(networkName(mode), endpoint(mode, settings));
        }
        asked.members().forEach((name, settings) -> {
            if (!name.equals("default") && settings instanceof JsonObject object) {
                endpoints.putIfAbsent(networkName(name), endpoint(name, object));
            }
        });
        return endpoints;
    }

    private String networkName(String reference) {
        Network network = world.networks().lookUp(reference);
        return network == null ? reference : network.name();
    }

    private Endpoint endpoint(String reference, JsonObject settings) {
        Network network = world.networks().lookUp(reference);
        return new Endpoint(network == null ? "" : network.id(), "", "", "", settings.texts("Aliases"));
    }
}
