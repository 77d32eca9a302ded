package io.caisson.server.telemetry;

/**
 * When a certificate that is in use runs out.
 *
 * @param role {@code listener} or {@code engine}
 * @param name whose it is
 * @param epochSecond the last moment of its validity
 */
public record Expiry(String role, String name, long epochSecond) {}
