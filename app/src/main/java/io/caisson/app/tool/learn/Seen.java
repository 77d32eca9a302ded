package io.caisson.app.tool.learn;

import io.caisson.core.inspect.Target;
import java.util.Optional;

/**
 * One call that was seen, without what differs from one like it to the next.
 *
 * @param facts whether its body and object are known
 * @param listener where it came in
 * @param client the caller's address without its port
 * @param method as in HTTP
 * @param target path and query in their canonical form
 * @param body the fields of the body that conditions may want, as JSON; empty where there was none or it was not read
 * @param object what the call was about, where that was looked up
 */
public record Seen(
        Facts facts,
        String listener,
        String client,
        String method,
        String target,
        String body,
        Optional<Target> object) {
    /** What is known of a call. */
    public enum Facts {
        /** Body and object, as far as there are such. */
        KNOWN,
        /** Only method and target, as in an audit file. */
        UNKNOWN,
        /** The engine had no object of the name that it called. */
        ABSENT
    }

    /** Who it was, for people. */
    public String who() {
        return client + " on " + listener;
    }
}
