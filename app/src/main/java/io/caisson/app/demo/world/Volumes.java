package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The volumes. Guarded by the world's lock. */
public final class Volumes {
    private final World world;
    private final Map<String, Volume> byName = new LinkedHashMap<>();

    Volumes(World world) {
        this.world = world;
    }

    public List<Volume> all() {
        return byName.values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /** A volume, or the engine's 404. */
    public Volume find(String name) {
        Volume volume = byName.get(name);
        if (volume == null) {
            throw ApiFault.notFound(name.isEmpty() ? "get: no such volume" : "get " + name + ": no such volume");
        }
        return volume;
    }

    /** The volume of that name, made now if there was none; an empty name is made up. */
    public Volume create(String name, String driver, Map<String, String> labels, Map<String, String> options) {
        if (name.length() == 1) {
            throw ApiFault.badRequest("create " + name
                    + ": volume name is too short, names should be at least two alphanumeric characters");
        }
        if (!name.isEmpty() && !Names.valid(name)) {
            throw ApiFault.badRequest("create " + name + ": \"" + name
                    + "\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are"
                    + " allowed. If you intended to pass a host directory, use absolute path");
        }
        if (!driver.isEmpty() && !driver.equals("local")) {
            throw ApiFault.notFound("create " + name + ": error looking up volume plugin " + driver + ": plugin \""
                    + driver + "\" not found");
        }
        Volume present = byName.get(name);
        if (present != null) {
            return present;
        }
        Map<String, String> allLabels = new LinkedHashMap<>(labels);
        if (name.isEmpty()) {
            allLabels.put("com.docker.volume.anonymous", "");
        }
        String fullName = name.isEmpty() ? Ids.random() : name;
        Volume volume = new Volume(fullName, "local", world.now(), allLabels, options, 0);
        add(volume);
        world.events().publish("volume", "create", volume.name(), Map.of("driver", "local"));
        return volume;
    }

    /** Adds a volume. */
    public void add(Volume volume) {
        World.bound(byName.size(), Bounds.VOLUMES_MAX, "volumes");
        byName.put(volume.name(), volume);
    }

    /** The ids of the containers that mount a volume. */
    public List<String> users(String name) {
        return world.containers().all().stream()
                .filter(container -> container.spec().mounts().stream()
                        .anyMatch(mount -> mount.volume().equals(name)))
                .map(Container::id)
                .toList();
    }

    public void remove(String name) {
        find(name);
        List<String> users = users(name);
        if (!users.isEmpty()) {
            throw ApiFault.conflict("remove " + name + ": volume is in use - [" + String.join(", ", users) + "]");
        }
        byName.remove(name);
        world.events().publish("volume", "destroy", name, Map.of("driver", "local"));
    }
}
