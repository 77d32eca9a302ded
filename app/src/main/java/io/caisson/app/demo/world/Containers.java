package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.demo.process.LogBuffer;
import io.caisson.app.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The containers: finding, making, renaming and removing them. Guarded by the world's lock. */
public final class Containers {
    private final World world;
    private final Map<String, Container> byId = new LinkedHashMap<>();
    private final Runs runs;

    Containers(World world) {
        this.world = world;
        this.runs = new Runs(world);
    }

    /** Starting, stopping and signalling. */
    public Runs runs() {
        return runs;
    }

    /** All containers, the newest first. */
    public List<Container> all() {
        return new ArrayList<>(byId.values()).reversed();
    }

    /** A container by id, name or start of an id, or the engine's 404. */
    public Container find(String reference) {
        Container container = byId.get(reference);
        if (container == null) {
            container = named(reference.startsWith("/") ? reference.substring(1) : reference);
        }
        if (container == null) {
            container = Ids.byPrefix(byId, reference);
        }
        if (container == null) {
            throw ApiFault.notFound("No such container: " + reference);
        }
        return container;
    }

    private @Nullable Container named(String name) {
        for (Container container : byId.values()) {
            if (container.state().name().equals(name)) {
                return container;
            }
        }
        return null;
    }

    /**
     * Makes a container.
     *
     * @param name as the client gave it; empty for a made-up one
     * @param body the engine's document for creating containers
     */
    public Container create(String name, JsonObject body) {
        if (body.isEmpty()) {
            throw ApiFault.badRequest("config cannot be empty in order to create a container");
        }
        String plainName = name.startsWith("/") ? name.substring(1) : name;
        if (body.text("Image").isEmpty()) {
            throw ApiFault.badRequest("no command specified");
        }
        Image image = world.images().find(body.text("Image"));
        if (plainName.isEmpty()) {
            do {
                plainName = Names.random();
            } while (named(plainName) != null);
        }
        Names.check(plainName);
        refuseTaken(plainName, "");
        World.bound(byId.size(), Bounds.CONTAINERS_MAX, "containers");
        return add(Ids.random(), plainName, world.now(), body, image);
    }

    /** Makes a container of a known id, made at a given moment. */
    Container add(String id, String name, Instant created, JsonObject body, Image image) {
        ContainerPlan plan = new ContainerPlan(world, body, image);
        JsonObject config = plan.config(id);
        JsonObject hostConfig = plan.hostConfig();
        List<Mount> mounts = plan.mounts(config);
        ContainerSpec spec = new ContainerSpec(id, created, body.text("Image"), image.id(), config, hostConfig, mounts);
        Container container = new Container(
                spec, ContainerState.created(name, plan.endpoints(hostConfig)), new LogBuffer(world.clock()));
        runs.ports().check(container);
        byId.put(id, container);
        publish(container, "create", Map.of());
        return container;
    }

    private void refuseTaken(String name, String prefix) {
        Container holder = named(name);
        if (holder != null) {
            throw ApiFault.conflict(prefix + "Conflict. The container name \"/" + name
                    + "\" is already in use by container \"" + holder.id()
                    + "\". You have to remove (or rename) that container to be able to reuse that name.");
        }
    }

    public void rename(Container container, String name) {
        String plainName = name.startsWith("/") ? name.substring(1) : name;
        String old = container.state().name();
        if (plainName.isEmpty()) {
            throw ApiFault.badRequest("Neither old nor new names may be empty");
        }
        if (plainName.equals(old)) {
            throw ApiFault.badRequest("Renaming a container with the same name as its current name");
        }
        if (!Names.valid(plainName)) {
            throw ApiFault.badRequest("Error when allocating new name: Invalid container name (/" + plainName
                    + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }
        refuseTaken(plainName, "Error when allocating new name: ");
        container.become(container.state().withName(plainName));
        publish(container, "rename", Map.of("oldName", "/" + old));
    }

    /** Refuses to remove a container that has a process. */
    public void refuseAlive(Container container, String reference) {
        switch (container.state().status()) {
            case RUNNING ->
                throw ApiFault.conflict("cannot remove container \"" + reference
                        + "\": container is running: stop the container before removing or force remove");
            case PAUSED ->
                throw ApiFault.conflict("cannot remove container \"" + reference
                        + "\": container is paused and must be unpaused first");
            case CREATED, EXITED -> {}
        }
    }

    /** Removes a container without a process, with the volumes that were made for it alone if asked to. */
    public void remove(Container container, boolean withVolumes) {
        if (container.removed()) {
            return;
        }
        byId.remove(container.id());
        container.markRemoved();
        container.stdio().close();
        world.execs().forget(container);
        publish(container, "destroy", Map.of());
        if (withVolumes) {
            for (Mount mount : container.spec().mounts()) {
                if (mount.anonymous()) {
                    world.volumes().remove(mount.volume());
                }
            }
        }
    }

    /** Tells that something happened to a container. */
    public void publish(Container container, String action, Map<String, String> more) {
        Map<String, String> attributes = new LinkedHashMap<>(container.spec().labels());
        attributes.putAll(more);
        attributes.put("image", container.spec().image());
        attributes.put("name", container.state().name());
        world.events().publish("container", action, container.id(), attributes);
    }
}
