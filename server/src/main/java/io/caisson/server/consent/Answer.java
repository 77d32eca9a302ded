package io.caisson.server.consent;

import io.caisson.core.reason.Reason;

/** What came of asking. */
public sealed interface Answer {
    /** For the record. */
    String told();

    /**
     * Everybody agrees.
     *
     * @param by who said yes, where people were asked; empty where they were not
     */
    record Yes(String by) implements Answer {
        @Override
        public String told() {
            return by.isEmpty() ? "" : "approved by " + by;
        }
    }

    /**
     * Somebody does not, or did not answer.
     *
     * @param reason the stable code
     * @param detail who and why, for the operator
     */
    record No(Reason reason, String detail) implements Answer {
        @Override
        public String told() {
            return detail;
        }
    }
}
