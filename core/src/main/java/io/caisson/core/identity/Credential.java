package io.caisson.core.identity;

import java.util.List;
import java.util.Map;

/** What a request proved of its caller; nothing here is secret. */
public sealed interface Credential {
    /** What a person calls it by. */
    String name();

    /** A token or a password of ours, by the name that it was given. */
    record Token(String name) implements Credential {}

    /**
     * A signed statement of an issuer that the configuration names.
     *
     * @param issuer the issuer's name in the configuration
     * @param subject whom it speaks of
     * @param claims all claims that are text, numbers, truth values or lists of these, as text
     */
    record Statement(String issuer, String subject, Map<String, List<String>> claims) implements Credential {
        public Statement {
            claims = Map.copyOf(claims);
        }

        @Override
        public String name() {
            return issuer + ":" + subject;
        }
    }
}
