package io.caisson.app.demo.world;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A volume.
 *
 * @param size bytes in it, as `system df` shows
 */
public record Volume(
        String name,
        String driver,
        Instant created,
        Map<String, String> labels,
        Map<String, String> options,
        long size) {
    public Volume {
        labels = new LinkedHashMap<>(labels);
        options = new LinkedHashMap<>(options);
    }

    public String mountpoint() {
        return "/var/lib/docker/volumes/" + name + "/_data";
    }
}
