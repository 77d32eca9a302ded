package io.caisson.core.workload;

import io.caisson.core.inspect.Json;
import io.caisson.core.workload.Sink.Place;
import java.util.List;
import java.util.Map;

/** Mounts, volumes and devices, however they are spelled. */
final class MountForms {
    private static final String LOCAL = "local";

    private MountForms() {}

    static void read(Sink sink, Form form, Control control, Place place, Json json) {
        String text = JsonView.text(json);
        switch (form) {
            case BIND -> bind(sink, place, text);
            case MOUNT -> mount(sink, place, json);
            case TMPFS -> {
                place(sink, place, place.name());
                tmpfs(sink, place, List.of(text.split(",", -1)));
            }
            case PLACE -> place(sink, place, place.name());
            case VOLUME -> volume(sink, place, text);
            case VOLUMEOPTIONS -> VolumeOptions.read(sink, place, json);
            case VOLUMESFROM -> {
                String name = Forms.before(text, ':');
                sink.named(control, place, name);
                sink.reference(control, place, EngineObject.Kind.CONTAINER, name);
            }
            case DEVICE -> {
                String rights = JsonView.text(JsonView.at(json, "CgroupPermissions"));
                String path = JsonView.text(JsonView.at(json, "PathOnHost"));
                String cleaned = path.startsWith("/") ? HostPaths.clean(path) : path;
                sink.named(control, place, cleaned + ":" + (rights.isEmpty() ? "rwm" : rights));
            }
            default -> devices(sink, control, place, json);
        }
    }

    /** {@code source:target:options}, as the engine takes it apart. */
    private static void bind(Sink sink, Place place, String text) {
        String[] parts = text.split(":", -1);
        if (parts.length > 3 || parts[0].isEmpty()) {
            sink.ambiguous(Control.BINDS, place, text);
            return;
        }
        if (parts.length == 1) {
            place(sink, place, parts[0]);
            return;
        }
        boolean readOnly = false;
        boolean relabelled = false;
        for (String option : parts.length == 3 ? parts[2].split(",", -1) : new String[0]) {
            switch (option) {
                case "ro" -> readOnly = true;
                // The engine changes the labels of the files themselves.
                case "z", "Z" -> relabelled = true;
                case "rw", "", "copy", "nocopy", "consistent", "cached", "delegated", "private", "rprivate" -> {}
                default -> sink.named(Control.PROPAGATION, place, option);
            }
        }
        place(sink, place, parts[1]);
        if (parts[0].startsWith("/")) {
            hostPath(sink, place, parts[0], readOnly && !relabelled);
        } else {
            volume(sink, place, parts[0]);
        }
    }

    static void hostPath(Sink sink, Place place, String path, boolean readOnly) {
        sink.demands.add(new Demand.HostPath(Control.BINDS, place.toString(), HostPaths.clean(path), readOnly));
    }

    /** A volume by name; what it is, the engine has to say. */
    private static void volume(Sink sink, Place place, String name) {
        if (name.isEmpty()) {
            return;
        }
        boolean plain = name.chars()
                .allMatch(c ->
                        c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "_.-".indexOf(c) >= 0);
        if (!plain || name.startsWith(".")) {
            sink.ambiguous(Control.VOLUMES, place, name);
            return;
        }
        sink.named(Control.VOLUMES, place, name);
        sink.reference(Control.VOLUMES, place, EngineObject.Kind.VOLUME, name);
    }

    private static void mount(Sink sink, Place place, Json json) {
        String type = JsonView.text(JsonView.at(json, "Type"));
        String source = JsonView.text(JsonView.at(json, "Source"));
        place(sink, place.field("Target"), JsonView.text(JsonView.at(json, "Target")));
        Json bind = JsonView.at(json, "BindOptions");
        String propagation = JsonView.text(JsonView.at(bind, "Propagation"));
        if (!propagation.isEmpty() && !propagation.equals("rprivate") && !propagation.equals("private")) {
            sink.named(Control.PROPAGATION, place.field("BindOptions.Propagation"), propagation);
        }
        switch (type) {
            case "bind" -> {
                boolean readOnly = JsonView.isTrue(JsonView.at(json, "ReadOnly"))
                        && !JsonView.isTrue(JsonView.at(bind, "ReadOnlyNonRecursive"));
                if (source.startsWith("/")) {
                    hostPath(sink, place, source, readOnly);
                } else {
                    sink.ambiguous(Control.BINDS, place.field("Source"), source);
                }
            }
            case "volume" -> volume(sink, place.field("Source"), source);
            case "tmpfs" -> {}
            case "image" -> Forms.text(sink, Control.IMAGES, place.field("Source"), source);
            default -> sink.named(Control.MOUNT_TYPES, place.field("Type"), type.isEmpty() ? "none" : type);
        }
        // Whatever the type says: no engine may read of it what was not looked at.
        Json driver = JsonView.at(json, "VolumeOptions", "DriverConfig");
        String name = JsonView.text(JsonView.at(driver, "Name"));
        Place config = place.field("VolumeOptions").field("DriverConfig");
        if (!name.isEmpty() && !name.equals(LOCAL)) {
            sink.named(Control.VOLUME_DRIVERS, config.field("Name"), name);
        }
        VolumeOptions.read(sink, config.field("Options"), JsonView.at(driver, "Options"));
        labels(sink, place.field("VolumeOptions").field("Labels"), JsonView.at(json, "VolumeOptions", "Labels"));
        String subpath = JsonView.text(JsonView.at(json, "VolumeOptions", "Subpath"));
        if (subpath.contains("..")) {
            sink.ambiguous(Control.VOLUMES, place.field("VolumeOptions.Subpath"), subpath);
        }
        tmpfs(sink, place.field("TmpfsOptions"), JsonView.at(json, "TmpfsOptions"));
        if (type.equals("tmpfs") && JsonView.number(JsonView.at(json, "TmpfsOptions", "SizeBytes")) <= 0) {
            sink.amount(Resource.TMPFS, place.field("TmpfsOptions.SizeBytes"), Long.MAX_VALUE);
        }
    }

    private static void labels(Sink sink, Place place, Json labels) {
        for (Map.Entry<String, Json> label : JsonView.members(labels).entrySet()) {
            Forms.read(sink, Form.LABEL, Control.LABELS, place.field(label.getKey()), label.getValue());
        }
    }

    private static void tmpfs(Sink sink, Place place, Json options) {
        long size = JsonView.number(JsonView.at(options, "SizeBytes"));
        if (size > 0) {
            sink.amount(Resource.TMPFS, place.field("SizeBytes"), size);
        }
        for (Json option : JsonView.items(JsonView.at(options, "Options"))) {
            List<String> words = JsonView.texts(option);
            tmpfsOption(sink, place.field("Options"), String.join("=", words));
        }
    }

    private static void tmpfs(Sink sink, Place place, List<String> options) {
        boolean sized = false;
        for (String option : options) {
            sized |= option.startsWith("size=");
            tmpfsOption(sink, place, option);
        }
        if (!sized) {
            sink.amount(Resource.TMPFS, place, Long.MAX_VALUE);
        }
    }

    private static void tmpfsOption(Sink sink, Place place, String option) {
        switch (Forms.before(option, '=')) {
            case "", "rw", "ro", "noexec", "nosuid", "nodev", "noatime", "mode", "uid", "gid" -> {}
            case "size" -> sink.amount(Resource.TMPFS, place, AmountForms.size(option.substring("size".length() + 1)));
            default -> sink.named(Control.TMPFS_OPTIONS, place, option);
        }
    }

    /** Where something appears in the container: what the kernel shows there is not for it to cover or to open. */
    static void place(Sink sink, Place place, String target) {
        String path = HostPaths.clean(target);
        boolean special =
                HostPaths.isUnder(path, "/proc", "/sys", "/dev") && !HostPaths.isUnder(path, "/dev/shm", "/dev/mqueue");
        if (special || path.equals("/") || !target.startsWith("/")) {
            sink.named(Control.MOUNT_TARGETS, place, target.startsWith("/") ? path : target);
        }
    }

    private static void devices(Sink sink, Control control, Place place, Json json) {
        String driver = JsonView.text(JsonView.at(json, "Driver"));
        String named = driver.isEmpty() ? "any" : driver;
        boolean asked = false;
        for (Json capabilities : JsonView.items(JsonView.at(json, "Capabilities"))) {
            for (String capability : JsonView.texts(capabilities)) {
                sink.named(control, place.field("Capabilities"), named + ":" + capability);
                asked = true;
            }
        }
        if (driver.equals("cdi")) {
            for (String id : JsonView.texts(JsonView.at(json, "DeviceIDs"))) {
                sink.named(control, place.field("DeviceIDs"), named + ":" + id);
                asked = true;
            }
        }
        for (Map.Entry<String, Json> option :
                JsonView.members(JsonView.at(json, "Options")).entrySet()) {
            sink.named(control, place.field("Options").field(option.getKey()), named + ":" + option.getKey());
        }
        if (!asked) {
            sink.named(control, place, named + ":all");
        }
    }
}
