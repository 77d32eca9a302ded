package io.caisson.server.client;

import io.caisson.server.consent.Assents;
import org.jspecify.annotations.Nullable;

/**
 * What a listener needs to know its callers, and whom it asks about their calls.
 *
 * @param callers learns who connects
 * @param meters what callers have used
 * @param credentials what looks at tokens, or null where the configuration has none
 * @param assents who can be asked before calls are passed on, or null likewise
 */
public record Reception(
        Callers callers,
        Meters meters,
        @Nullable Credentials credentials,
        @Nullable Assents assents) {}
