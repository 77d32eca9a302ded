package io.caisson.core.workload;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.Json;
import io.caisson.core.workload.Sink.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From the engine's description of an object to what whoever takes it in asks for by that. */
final class ObjectReader {
    /** The controls by which one container is stronger than another. */
    private static final Set<Control> STRENGTH = EnumSet.of(
            Control.PRIVILEGED,
            Control.CAPABILITIES,
            Control.KEPT_CAPABILITIES,
            Control.PRIVILEGE_ESCALATION,
            Control.USERS,
            Control.SECURITY_OPTIONS,
            Control.SYSCTLS,
            Control.CGROUP_PARENTS,
            Control.BINDS,
            Control.PROPAGATION,
            Control.VOLUME_DRIVERS,
            Control.VOLUME_OPTIONS,
            Control.DEVICES,
            Control.DEVICE_RULES,
            Control.GPUS,
            Control.NAMESPACES);

    private ObjectReader() {}

    static List<Demand> demands(Demand.Reference reference, Json json) {
        Place place = Place.NOWHERE.field(reference.field());
        Sink sink = new Sink();
        switch (reference.object().kind()) {
            case VOLUME -> volume(sink, place, json);
            case NETWORK -> network(sink, place, json);
            case CONTAINER -> container(sink, place, reference.object().name(), json);
            case EXEC -> exec(sink, place, json);
            case IMAGE, HOST_PATH -> {}
        }
        return sink.demands;
    }

    /** The names under which an image is known. */
    static List<String> imageNames(Json json) {
        List<String> names = new ArrayList<>(JsonView.texts(JsonView.at(json, "RepoTags")));
        names.addAll(JsonView.texts(JsonView.at(json, "RepoDigests")));
        return names;
    }

    private static void volume(Sink sink, Place place, Json json) {
        String driver = JsonView.text(JsonView.at(json, "Driver"));
        if (!driver.isEmpty() && !driver.equals("local")) {
            sink.named(Control.VOLUME_DRIVERS, place, driver);
        }
        VolumeOptions.read(sink, place, JsonView.at(json, "Options"));
    }

    private static void network(Sink sink, Place place, Json json) {
        String name = JsonView.text(JsonView.at(json, "Name"));
        sink.named(Control.NETWORKS, place, name);
        String driver = JsonView.text(JsonView.at(json, "Driver"));
        switch (driver) {
            case "null" -> {}
            case "host" -> sink.named(Control.NAMESPACES, place, "network");
            default -> sink.named(Control.NETWORK_DRIVERS, place, driver.isEmpty() ? "none" : driver);
        }
    }

    private static void exec(Sink sink, Place place, Json json) {
        Json process = JsonView.at(json, "ProcessConfig");
        List<String> words = new ArrayList<>();
        words.add(JsonView.text(JsonView.at(process, "entrypoint")));
        words.addAll(JsonView.texts(JsonView.at(process, "arguments")));
        sink.named(Control.EXEC, place, Forms.line(words));
        Forms.text(sink, Control.EXEC_USERS, place, JsonView.text(JsonView.at(process, "user")));
        if (JsonView.isTrue(JsonView.at(process, "privileged"))) {
            sink.named(Control.PRIVILEGED, place, "true");
        }
        sink.reference(
                Control.EXEC, place, EngineObject.Kind.CONTAINER, JsonView.text(JsonView.at(json, "ContainerID")));
    }

    /** What the container itself could ask of the host; what engines fill in is not counted. */
    private static void container(Sink sink, Place place, String name, Json json) {
        Map<String, Json> body = new LinkedHashMap<>(JsonView.members(JsonView.at(json, "Config")));
        Map<String, Json> host = new LinkedHashMap<>(JsonView.members(JsonView.at(json, "HostConfig")));
        for (String filled : List.of("MaskedPaths", "ReadonlyPaths")) {
            if (!JsonView.items(host.getOrDefault(filled, JsonView.NOTHING)).isEmpty()) {
                host.remove(filled);
            }
        }
        // On machines with the first version of control groups it is the default, and shows no more than a tree.
        host.remove("CgroupnsMode");
        body.put("HostConfig", new Json.Members(host));
        Sink own = new Sink();
        Json whole = new Json.Members(body);
        FieldTable.route(Operation.ContainerCreate)
                .ifPresent(route -> new Walk(own, whole).walk(route.body, whole, Place.NOWHERE));
        Unsaid.container(own, whole);
        for (Json mount : JsonView.items(JsonView.at(json, "Mounts"))) {
            if (JsonView.text(JsonView.at(mount, "Type")).equals("bind")) {
                boolean writable = JsonView.isTrue(JsonView.at(mount, "RW"));
                MountForms.hostPath(
                        own, Place.NOWHERE.field("Mounts"), JsonView.text(JsonView.at(mount, "Source")), !writable);
            }
        }
        String of = place + " (container `" + name + "`)";
        for (Demand demand : own.demands) {
            boolean volume = demand instanceof Demand.Reference reference
                    && reference.object().kind() == EngineObject.Kind.VOLUME;
            if (volume || STRENGTH.contains(demand.control()) && !(demand instanceof Demand.Reference)) {
                sink.demands.add(at(of, demand));
            }
        }
    }

    private static Demand at(String place, Demand demand) {
        String field = place + " " + demand.field();
        return switch (demand) {
            case Demand.Named named -> new Demand.Named(named.control(), field, named.value());
            case Demand.HostPath path -> new Demand.HostPath(path.control(), field, path.path(), path.readOnly());
            case Demand.HostPorts ports -> new Demand.HostPorts(field, ports.address(), ports.first(), ports.last());
            case Demand.Amount amount -> new Demand.Amount(amount.resource(), field, amount.amount());
            case Demand.Ambiguous ambiguous -> new Demand.Ambiguous(ambiguous.control(), field, ambiguous.shown());
            case Demand.Reference reference -> reference;
        };
    }
}
