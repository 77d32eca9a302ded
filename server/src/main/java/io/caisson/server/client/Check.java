package io.caisson.server.client;

import io.caisson.core.identity.Credential;
import io.caisson.core.reason.Reason;

/** What comes of looking at a request's credentials. */
public sealed interface Check {
    /**
     * They are good.
     *
     * @param credential what they prove
     * @param untilMillis the end of their validity, in milliseconds since the epoch
     */
    record Proved(Credential credential, long untilMillis) implements Check {}

    /**
     * They are not.
     *
     * @param reason why
     * @param detail for the operator; nothing of the credentials is in it
     * @param seconds after how long to try again, or 0
     */
    record Refused(Reason reason, String detail, long seconds) implements Check {}

    /** To look at them takes longer than an event loop may. */
    non-sealed interface Work extends Check {
        /** Looks at them, on a thread that may wait; never fails, and never answers with more work. */
        Check done();
    }
}
