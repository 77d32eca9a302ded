package io.caisson.server.client;

import org.jspecify.annotations.Nullable;

/**
 * What a listener with client rules needs to know its callers.
 *
 * @param callers learns who connects
 * @param meters what callers have used
 * @param credentials what looks at tokens, or null where the configuration has none
 */
public record Reception(
        Callers callers, Meters meters, @Nullable Credentials credentials) {}
