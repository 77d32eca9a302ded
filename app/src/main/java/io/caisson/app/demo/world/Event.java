package io.caisson.app.demo.world;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened to an object.
 *
 * @param type container, image, network or volume
 * @param attributes name, image, labels and whatever the action adds
 */
public record Event(Instant time, String type, String action, String id, Map<String, String> attributes) {
    public Event {
        attributes = new LinkedHashMap<>(attributes);
    }
}
