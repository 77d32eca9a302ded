package io.caisson.core.workload;

import io.caisson.core.inspect.Json;
import io.caisson.core.workload.Sink.Place;
import java.util.Map;

/**
 * The options of a volume. Those of the driver {@code local} are a mount of anything: a folder of the host, a disk, a
 * share of another machine.
 */
final class VolumeOptions {
    private VolumeOptions() {}

    static void read(Sink sink, Place place, Json json) {
        Map<String, Json> options = JsonView.members(json);
        if (options.isEmpty()) {
            return;
        }
        String device = JsonView.text(options.getOrDefault("device", JsonView.NOTHING));
        String flags = JsonView.text(options.getOrDefault("o", JsonView.NOTHING));
        boolean readOnly = false;
        boolean plain = device.startsWith("/");
        boolean bound = false;
        for (String flag : flags.split(",", -1)) {
            switch (flag) {
                case "ro" -> readOnly = true;
                case "bind", "rbind" -> bound = true;
                case "", "rw", "private", "rprivate" -> {}
                default -> plain = false;
            }
        }
        String type = JsonView.text(options.getOrDefault("type", JsonView.NOTHING));
        if (device.startsWith("/")) {
            MountForms.hostPath(sink, place.field("device"), device, readOnly);
        } else if (bound) {
            sink.ambiguous(Control.BINDS, place.field("device"), device);
        }
        plain &= bound && (type.isEmpty() || type.equals("none") || type.equals("bind"));
        for (Map.Entry<String, Json> option : options.entrySet()) {
            String name = option.getKey();
            boolean covered =
                    name.equals("size") || plain && (name.equals("device") || name.equals("o") || name.equals("type"));
            if (!covered) {
                sink.named(Control.VOLUME_OPTIONS, place.field(name), name + "=" + JsonView.text(option.getValue()));
            }
        }
    }
}
