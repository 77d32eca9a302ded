package io.caisson.app.demo.world;

/**
 * Something mounted into a container.
 *
 * @param type bind, volume or tmpfs
 * @param volume the volume's name, empty for other types
 * @param anonymous whether the volume was made for this container alone
 */
public record Mount(
        String type, String volume, String source, String destination, boolean writable, boolean anonymous) {}
