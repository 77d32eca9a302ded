package io.caisson.app.demo.world;

import io.caisson.app.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * An image.
 *
 * @param id with the prefix `sha256:`
 * @param tags names such as `nginx:latest`
 * @param digests names with digests, of images that came from a registry
 * @param config the engine's image configuration: command, environment, ports, volumes, labels
 * @param layers digests of the layers
 */
public record Image(
        String id,
        List<String> tags,
        List<String> digests,
        Instant created,
        long size,
        JsonObject config,
        List<String> layers) {
    public Image {
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
        layers = List.copyOf(layers);
    }

    Image withTags(List<String> otherTags) {
        return new Image(id, otherTags, digests, created, size, config, layers);
    }
}
