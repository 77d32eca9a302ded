package io.caisson.core.workload;

import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.Json;
import io.caisson.core.workload.Sink.Place;
import java.util.List;
import java.util.Locale;

/** What a new workload gets where its request says nothing, or says it in several fields together. */
final class Unsaid {
    private Unsaid() {}

    static void add(Sink sink, CallFacts call, Json body) {
        switch (call.operation()) {
            case ContainerCreate -> container(sink, body);
            case ServiceCreate, ServiceUpdate -> service(sink, body);
            case ContainerStart -> {
                // Old engines take it for all that is known of the host, in place of what was judged at create.
                if (!JsonView.isNothing(body)) {
                    sink.ambiguous(Control.UNJUDGED, Place.NOWHERE.field("body"), "settings at start");
                }
            }
            case NetworkCreate -> {
                if (!JsonView.isTrue(JsonView.at(body, "Internal"))) {
                    sink.named(Control.NETWORK_FEATURES, Place.NOWHERE.field("Internal"), "external");
                }
            }
            case ContainerUpdate -> quota(sink, Place.NOWHERE, body);
            case ContainerExec, PutContainerArchive -> target(sink, call);
            // Old versions take it for said.
            case ContainerAttachWebsocket -> target(sink, call);
            case ContainerAttach -> {
                if (call.query().value("stdin").equals(true)) {
                    target(sink, call);
                }
            }
            case ExecStart ->
                sink.reference(
                        Control.EXEC,
                        Place.NOWHERE.field("exec"),
                        EngineObject.Kind.EXEC,
                        call.arguments().getOrDefault("id", ""));
            case ImageCreate -> {
                image(sink, call, Control.IMAGES, "fromImage");
                image(sink, call, Control.TAGS, "repo");
            }
            case ImageTag, ImageCommit -> image(sink, call, Control.TAGS, "repo");
            case PluginPull, PluginUpgrade -> {
                if (call.query().value("remote").equals("")) {
                    sink.named(Control.PLUGINS, Place.NOWHERE.field("remote"), "none");
                }
            }
            default -> {}
        }
    }

    static void container(Sink sink, Json body) {
        Place host = Place.NOWHERE.field("HostConfig");
        Json config = JsonView.at(body, "HostConfig");
        user(sink, Place.NOWHERE.field("User"), JsonView.at(body, "User"));
        dropped(sink, host.field("CapDrop"), JsonView.texts(JsonView.at(config, "CapDrop")));
        boolean confined =
                JsonView.texts(JsonView.at(config, "SecurityOpt")).stream().anyMatch(Unsaid::confines);
        if (!confined) {
            sink.named(Control.PRIVILEGE_ESCALATION, host.field("SecurityOpt"), "allowed");
        }
        unbounded(sink, Resource.MEMORY, host.field("Memory"), JsonView.at(config, "Memory"));
        unbounded(sink, Resource.PIDS, host.field("PidsLimit"), JsonView.at(config, "PidsLimit"));
        if (JsonView.isNothing(JsonView.at(config, "NanoCpus")) && !quota(sink, host, config)) {
            sink.amount(Resource.CPUS, host.field("NanoCpus"), Long.MAX_VALUE);
        }
    }

    /** A name of an image: the tag beside it, where one is said, stands in the place of its own. */
    private static void image(Sink sink, CallFacts call, Control control, String parameter) {
        String name = String.valueOf(call.query().value(parameter));
        String tag = String.valueOf(call.query().value("tag"));
        if (!name.isEmpty()) {
            Place place = Place.NOWHERE.field(parameter);
            sink.named(control, place, tag.isEmpty() ? name : ImageForms.tagged(name, tag));
        }
    }

    /** Whoever gets into a container has what it has. */
    private static void target(Sink sink, CallFacts call) {
        String id = call.arguments().getOrDefault("id", "");
        sink.reference(Control.EXEC, Place.NOWHERE.field("container"), EngineObject.Kind.CONTAINER, id);
    }

    /** Whether a security option keeps processes from gaining rights. */
    static boolean confines(String option) {
        return option.equals("no-new-privileges")
                || (option.startsWith("no-new-privileges=") || option.startsWith("no-new-privileges:"))
                        && RightForms.isYes(option.substring("no-new-privileges=".length()));
    }

    private static void service(Sink sink, Json body) {
        Json task = JsonView.at(body, "TaskTemplate");
        Json spec = JsonView.at(task, "ContainerSpec");
        Place at = Place.NOWHERE.field("TaskTemplate").field("ContainerSpec");
        if (spec instanceof Json.Null) {
            return;
        }
        user(sink, at.field("User"), JsonView.at(spec, "User"));
        dropped(sink, at.field("CapabilityDrop"), JsonView.texts(JsonView.at(spec, "CapabilityDrop")));
        if (!JsonView.isTrue(JsonView.at(spec, "Privileges", "NoNewPrivileges"))) {
            sink.named(Control.PRIVILEGE_ESCALATION, at.field("Privileges.NoNewPrivileges"), "allowed");
        }
        Place limits = Place.NOWHERE.field("TaskTemplate").field("Resources").field("Limits");
        Json said = JsonView.at(task, "Resources", "Limits");
        unbounded(sink, Resource.MEMORY, limits.field("MemoryBytes"), JsonView.at(said, "MemoryBytes"));
        unbounded(sink, Resource.PIDS, limits.field("Pids"), JsonView.at(said, "Pids"));
        unbounded(sink, Resource.CPUS, limits.field("NanoCPUs"), JsonView.at(said, "NanoCPUs"));
    }

    private static void user(Sink sink, Place place, Json user) {
        if (JsonView.text(user).isEmpty()) {
            sink.named(Control.USERS, place, "");
        }
    }

    private static void dropped(Sink sink, Place place, List<String> names) {
        boolean all = names.stream()
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .anyMatch("ALL"::equals);
        if (!all) {
            sink.named(Control.KEPT_CAPABILITIES, place, "default");
        }
    }

    private static void unbounded(Sink sink, Resource resource, Place place, Json amount) {
        if (JsonView.isNothing(amount)) {
            sink.amount(resource, place, Long.MAX_VALUE);
        }
    }

    /** A part of a period of time is a number of processors; answers whether one is said. */
    private static boolean quota(Sink sink, Place host, Json config) {
        long quota = JsonView.number(JsonView.at(config, "CpuQuota"));
        long period = JsonView.number(JsonView.at(config, "CpuPeriod"));
        if (quota == 0) {
            return false;
        }
        double cpus = quota < 0 ? Long.MAX_VALUE : quota * 1e9 / (period <= 0 ? 100_000 : period);
        sink.amount(Resource.CPUS, host.field("CpuQuota"), cpus >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) cpus);
        return true;
    }
}
