package io.caisson.core.config.file;

import io.caisson.core.config.tree.Position;
import java.time.Duration;
import java.util.Optional;

/**
 * One who is asked before a call is passed on.
 *
 * @param name the name in the configuration
 * @param opa URL of a document of Open Policy Agent; empty where it is a plugin
 * @param plugin path of the socket of an authorization plugin; empty where it is not
 * @param timeout how long it may take; later is no
 * @param cache how long a yes or a no is remembered for an equal call; empty where it is not
 * @param position where it stands
 */
public record AuthorizerSpec(
        String name,
        Optional<String> opa,
        Optional<String> plugin,
        Duration timeout,
        Optional<Duration> cache,
        Position position) {
    /** What holds where the timeout is not said. */
    public static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Whether another says the same, wherever it stands. */
    public boolean equalTo(AuthorizerSpec other) {
        return opa.equals(other.opa)
                && plugin.equals(other.plugin)
                && timeout.equals(other.timeout)
                && cache.equals(other.cache);
    }
}
