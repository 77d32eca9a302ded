package io.caisson.core.risk;

import io.caisson.core.docker.Operation;

/**
 * One call that goes the way: if a policy lets it pass, the way is open.
 *
 * @param operation what it calls
 * @param query the query without its question mark, or empty
 * @param body a JSON text, or empty for none; {@code {image}} stands for an image that the conditions may want
 */
public record Attempt(Operation operation, String query, String body) {
    /** Where an image's name goes. */
    public static final String IMAGE = "{image}";

    static Attempt body(Operation operation, String body) {
        return new Attempt(operation, "", body);
    }

    static Attempt query(Operation operation, String query) {
        return new Attempt(operation, query, "");
    }
}
