package io.caisson.server.client;

import io.caisson.core.identity.Credential;

/** Finds out whether a signed token is what one of the issuers said, and is meant for us. For threads that may wait. */
public interface StatementVerifier {
    /** What comes of it. */
    sealed interface Finding {
        /**
         * It is.
         *
         * @param untilMillis the end of its validity, in milliseconds since the epoch
         */
        record Genuine(Credential.Statement statement, long untilMillis) implements Finding {}

        /**
         * It is not, or nobody can tell.
         *
         * @param detail why, for the operator; nothing secret
         */
        record Doubtful(String detail) implements Finding {}
    }

    /** Looks at a token; never throws. */
    Finding verify(String token);
}
