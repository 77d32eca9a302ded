package io.caisson.app.tool.diff;

import io.caisson.core.docker.Operation;
import java.util.List;

/**
 * Operations whose terms change alike.
 *
 * @param kind which way it goes
 */
public record Change(Kind kind, List<Operation> operations, Terms before, Terms after) {
    public Change {
        operations = List.copyOf(operations);
    }

    /** Which way a change goes. */
    public enum Kind {
        /** It was never allowed, and now is. */
        GAINED("+", "allowed now"),
        /** It was allowed for some calls, and now is for all. */
        WIDENED(">", "allowed for more calls"),
        /** It was and is allowed for some calls, on other terms. */
        ALTERED("~", "allowed on other terms"),
        /** It was allowed for all calls, and now is for some. */
        NARROWED("<", "allowed for fewer calls"),
        /** It was allowed, and no longer is. */
        LOST("-", "no longer allowed");

        private final String sign;
        private final String title;

        Kind(String sign, String title) {
            this.sign = sign;
            this.title = title;
        }

        public String sign() {
            return sign;
        }

        public String title() {
            return title;
        }
    }
}
