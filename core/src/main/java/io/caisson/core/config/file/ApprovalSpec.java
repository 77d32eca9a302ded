package io.caisson.core.config.file;

import java.time.Duration;
import java.util.Optional;

/**
 * How somebody is asked to say yes.
 *
 * @param webhook URL that is told of a held call and answers for somebody; empty where there is none
 * @param socket path of the socket that {@code caisson approve} speaks to; empty where there is none
 * @param patience how long a call is held; then the answer is no
 * @param remember how long a yes counts for the same caller, operation and object; empty where it counts once
 * @param times how often it counts within that time
 */
public record ApprovalSpec(
        Optional<String> webhook, Optional<String> socket, Duration patience, Optional<Duration> remember, int times) {
    /** What holds where the wait is not said. */
    public static final Duration WAIT = Duration.ofMinutes(1);
}
