package io.caisson.core.config.file;

import io.caisson.core.config.tree.Position;
import java.time.Duration;
import java.util.List;

/**
 * One issuer of signed tokens.
 *
 * @param name what the configuration calls it
 * @param issuer what its tokens have in {@code iss}
 * @param audience what they must have in {@code aud}, one of these
 * @param keys where its public keys are: a URL, or the path of a file
 * @param refresh how long keys that were fetched are used before they are fetched again
 * @param position where it stands
 */
public record IssuerSpec(
        String name, String issuer, List<String> audience, String keys, Duration refresh, Position position) {
    /** What holds where the refresh is not said. */
    public static final Duration REFRESH = Duration.ofHours(1);

    public IssuerSpec {
        audience = List.copyOf(audience);
    }
}
