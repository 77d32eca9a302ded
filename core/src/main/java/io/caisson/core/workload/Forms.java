package io.caisson.core.workload;

import io.caisson.core.inspect.Json;
import io.caisson.core.workload.Sink.Place;
import java.util.List;
import java.util.Locale;

/** From the value of one field to what it asks for. */
final class Forms {
    private Forms() {}

    static void read(Sink sink, Form form, Control control, Place place, Json json) {
        switch (form) {
            case FREE -> {}
            case TEXT, LOGGING, KEY, PAIR, OPTION, FEATURE, TRUTH, FIELD, SAID, NEGATIVE, COMMAND, VARIABLE, LABEL ->
                simple(sink, form, control, place, json);
            case LINK, GRANT, PRIVILEGE, TASKRUNTIME, ISOLATION, HOST, RESTART, BUILDVERSION ->
                named(sink, form, control, place, json);
            case IMAGE, PULL, TAG, INSTRUCTION -> ImageForms.read(sink, form, control, place, json);
            case CAPABILITY, SECURITY, PATHS, SECCOMP, APPARMOR, SELINUX, NAMESPACE ->
                RightForms.read(sink, form, control, place, json);
            case NETWORK, ENDPOINT, NETWORKID, BUILDNETWORK, PORTS, PUBLISHED, EVERYPORT ->
                NetworkForms.read(sink, form, control, place, json);
            case BIND, MOUNT, TMPFS, PLACE, VOLUME, VOLUMEOPTIONS, VOLUMESFROM, DEVICE, GPU ->
                MountForms.read(sink, form, control, place, json);
            case ULIMIT, MEMORY, SWAP, SHM, STORAGE, CPUS, PIDS, REPLICAS -> AmountForms.read(sink, form, place, json);
        }
    }

    private static void simple(Sink sink, Form form, Control control, Place place, Json json) {
        String text = JsonView.text(json);
        switch (form) {
            case TEXT -> text(sink, control, place, text);
            case KEY, LOGGING -> sink.named(control, place, place.name());
            case PAIR -> sink.named(control, place, place.name() + "=" + (text.isEmpty() ? brief(json) : text));
            case OPTION -> {
                if (JsonView.isTrue(json)) {
                    sink.named(
                            control,
                            place,
                            place.name().toLowerCase(Locale.ROOT).replace("attach", ""));
                }
            }
            case FEATURE -> {
                if (JsonView.isTrue(json)) {
                    sink.named(control, place, place.name().equals("EnableIPv6") ? "ipv6" : "attachable");
                }
            }
            case TRUTH -> {
                if (JsonView.isTrue(json)) {
                    sink.named(control, place, "true");
                }
            }
            case FIELD -> {
                if (!JsonView.isNothing(json)) {
                    sink.named(control, place, lastField(place));
                }
            }
            case SAID -> {
                if (!(json instanceof Json.Null) && !(json instanceof Json.Text(String value) && value.isEmpty())) {
                    sink.named(control, place, lastField(place));
                }
            }
            case NEGATIVE -> {
                if (JsonView.number(json) < 0) {
                    sink.named(Control.NEGATIVE_OOM_SCORE, place, Long.toString(JsonView.number(json)));
                }
            }
            case COMMAND -> {
                String line = line(JsonView.texts(json));
                text(sink, control, place, line);
            }
            case VARIABLE -> {
                String variable = place.item() ? text : place.name();
                int equals = variable.indexOf('=');
                text(sink, control, place, equals < 0 ? variable : variable.substring(0, equals));
            }
            default -> label(sink, control, place, text);
        }
    }

    /** Labels by which this program knows whose an object is are not for clients to set. */
    private static void label(Sink sink, Control control, Place place, String value) {
        if (place.name().startsWith("io.caisson.")) {
            sink.ambiguous(control, place, place.name() + "=" + value);
        } else {
            sink.named(control, place, place.name());
        }
    }

    static void text(Sink sink, Control control, Place place, String text) {
        if (!text.isEmpty()) {
            sink.named(control, place, text);
        }
    }

    private static String brief(Json json) {
        return json instanceof Json.Numeral(String number)
                ? number
                : json instanceof Json.Bool(boolean b) ? "" + b : "";
    }

    /** The name of the nearest field around an item. */
    static String lastField(Place place) {
        Place at = place;
        while (at.item() && at.around() != null) {
            at = at.around();
        }
        return at.name();
    }

    /** Words as one line; a word with a blank in it, or none at all, is quoted. */
    static String line(List<String> words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || c == '\'');
            line.append(line.isEmpty() ? "" : " ").append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }

    private static void named(Sink sink, Form form, Control control, Place place, Json json) {
        String text = JsonView.text(json);
        switch (form) {
            case LINK -> text(sink, control, place, before(text, ':'));
            case GRANT -> {
                for (String field : List.of("SecretName", "SecretID", "ConfigName", "ConfigID")) {
                    text(sink, control, place.field(field), JsonView.text(JsonView.at(json, field)));
                }
                String target = JsonView.text(JsonView.at(json, "File", "Name"));
                if (target.startsWith("/")) {
                    MountForms.place(sink, place.field("File").field("Name"), target);
                }
            }
            case PRIVILEGE -> text(sink, control, place, text);
            case ISOLATION -> {
                if (!text.equals("default")) {
                    text(sink, control, place, text);
                }
            }
            case TASKRUNTIME -> {
                if (!text.equals("container")) {
                    text(sink, control, place, text);
                }
            }
            case HOST -> {
                if (text.contains("host-gateway")) {
                    String name = text.replace("host-gateway", "");
                    sink.named(
                            Control.HOST_GATEWAY,
                            place,
                            name.replace(":", "").replace("=", "").strip());
                } else {
                    text(sink, control, place, text);
                }
            }
            case RESTART -> {
                if (!text.equals("no")) {
                    text(sink, control, place, text);
                }
            }
            default -> {
                if (!text.equals("1")) {
                    text(sink, control, place, text.isEmpty() ? "" : "version=" + text);
                }
            }
        }
    }

    static String before(String text, char separator) {
        int at = text.indexOf(separator);
        return at < 0 ? text : text.substring(0, at);
    }
}
