package io.caisson.core.docker;

import io.caisson.core.http.RequestHead;
import io.caisson.core.reason.Reason;
import org.jspecify.annotations.Nullable;

/** From a request head to the operation that the engine would run for it, with its arguments, or to a refusal. */
public final class Resolver {
    /**
     * Resolves a head to a call.
     *
     * @return null when {@code call} is filled, otherwise why the request is refused
     */
    public @Nullable Reason resolve(RequestHead head, Call call) {
        return Reason.UNKNOWN_OPERATION;
    }
}
