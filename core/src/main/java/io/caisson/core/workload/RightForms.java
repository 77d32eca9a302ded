package io.caisson.core.workload;

import io.caisson.core.inspect.Json;
import io.caisson.core.workload.Sink.Place;
import java.util.Locale;
import java.util.Map;

/** Capabilities, security options and namespaces. */
final class RightForms {
    /** The names of namespaces by the fields that choose them. */
    private static final Map<String, String> NAMESPACES = Map.of(
            "CgroupnsMode", "cgroup", "IpcMode", "ipc", "PidMode", "pid", "UTSMode", "uts", "UsernsMode", "user");

    private RightForms() {}

    static void read(Sink sink, Form form, Control control, Place place, Json json) {
        switch (form) {
            case CAPABILITY -> capability(sink, control, place, JsonView.text(json));
            case SECURITY -> security(sink, control, place, JsonView.text(json));
            case PATHS -> sink.named(control, place, "systempaths=unconfined");
            case SECCOMP -> {
                String mode = JsonView.text(JsonView.at(json, "Mode"));
                if (!mode.isEmpty() && !mode.equals("default")) {
                    sink.named(control, place.field("Mode"), "seccomp=" + mode);
                }
                if (!JsonView.isNothing(JsonView.at(json, "Profile"))) {
                    sink.named(control, place.field("Profile"), "seccomp=profile");
                }
            }
            case APPARMOR -> {
                String mode = JsonView.text(JsonView.at(json, "Mode"));
                if (!mode.isEmpty() && !mode.equals("default")) {
                    sink.named(control, place.field("Mode"), "apparmor=" + mode);
                }
            }
            case SELINUX -> {
                if (JsonView.isTrue(JsonView.at(json, "Disable"))) {
                    sink.named(control, place.field("Disable"), "label=disable");
                }
                JsonView.members(json).forEach((name, value) -> {
                    if (value instanceof Json.Text(String text) && !text.isEmpty()) {
                        sink.named(control, place.field(name), "label=" + name.toLowerCase(Locale.ROOT) + ":" + text);
                    }
                });
            }
            default -> namespace(sink, control, place, JsonView.text(json));
        }
    }

    /** As engines spell them: any case, with or without the prefix. */
    private static void capability(Sink sink, Control control, Place place, String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        if (!name.isEmpty()) {
            sink.named(control, place, name.startsWith("CAP_") ? name.substring("CAP_".length()) : name);
        }
    }

    /** Options have an equals sign between name and value, or, as of old, a colon. */
    private static void security(Sink sink, Control control, Place place, String option) {
        if (option.isEmpty() || option.equals("no-new-privileges")) {
            return;
        }
        int equals = option.indexOf('=');
        int separator = equals >= 0 ? equals : option.indexOf(':');
        String name = separator < 0 ? option : option.substring(0, separator);
        String value = separator < 0 ? "" : option.substring(separator + 1);
        switch (name) {
            case "no-new-privileges" -> {
                if (!isYes(value)) {
                    sink.named(Control.PRIVILEGE_ESCALATION, place, "allowed");
                }
            }
            case "seccomp" -> {
                if (!value.equals("builtin")) {
                    sink.named(control, place, value.startsWith("{") ? "seccomp=profile" : "seccomp=" + value);
                }
            }
            case "apparmor" -> {
                if (!value.equals("docker-default")) {
                    sink.named(control, place, "apparmor=" + value);
                }
            }
            default -> sink.named(control, place, value.isEmpty() ? name : name + "=" + value);
        }
    }

    /** Whether Go's {@code ParseBool} takes a word for true. */
    static boolean isYes(String word) {
        return switch (word) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            default -> false;
        };
    }

    private static void namespace(Sink sink, Control control, Place place, String mode) {
        String name = NAMESPACES.getOrDefault(place.name(), place.name());
        switch (mode) {
            case "", "private" -> {}
            case "host" -> sink.named(control, place, name);
            case "none", "shareable" -> {
                if (!name.equals("ipc")) {
                    sink.named(control, place, name + "=" + mode);
                }
            }
            default -> other(sink, control, place, name, mode);
        }
    }

    /** The namespace of another container, or something that only some engines know. */
    static void other(Sink sink, Control control, Place place, String name, String mode) {
        if (mode.startsWith("container:")) {
            sink.named(control, place, "container");
            sink.reference(control, place, EngineObject.Kind.CONTAINER, mode.substring("container:".length()));
        } else {
            sink.named(control, place, name + "=" + mode);
        }
    }
}
