package io.caisson.app.demo.world;

import io.caisson.app.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What does not change of a container.
 *
 * @param image the name it was created from
 * @param config the engine's container configuration, complete
 * @param hostConfig the engine's host configuration, complete
 */
public record ContainerSpec(
        String id,
        Instant created,
        String image,
        String imageId,
        JsonObject config,
        JsonObject hostConfig,
        List<Mount> mounts) {
    public ContainerSpec {
        mounts = List.copyOf(mounts);
    }

    public Map<String, String> labels() {
        return config.textMap("Labels");
    }

    /** Entry point and command together. */
    public List<String> command() {
        List<String> command = new ArrayList<>(config.texts("Entrypoint"));
        command.addAll(config.texts("Cmd"));
        return command;
    }

    public boolean tty() {
        return config.flag("Tty");
    }

    public boolean openStdin() {
        return config.flag("OpenStdin");
    }
}
