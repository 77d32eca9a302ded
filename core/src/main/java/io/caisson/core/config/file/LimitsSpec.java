package io.caisson.core.config.file;

import java.time.Duration;
import java.util.Optional;

/**
 * Bounds that a file sets; empty where it does not.
 *
 * @param bodyBytesMax largest request body
 * @param inspectedBytesMax largest request body that is read to judge it
 * @param connectionsMax most client connections
 * @param stopWait longest time that streams go on after the order to stop
 */
public record LimitsSpec(
        Optional<Long> bodyBytesMax,
        Optional<Long> inspectedBytesMax,
        Optional<Integer> connectionsMax,
        Optional<Duration> stopWait) {
    /** Nothing is said. */
    public static final LimitsSpec NONE =
            new LimitsSpec(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
