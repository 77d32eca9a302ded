package io.caisson.app.json;

/** A text that is no JSON; the message says why in the words that the engine uses. */
public final class MalformedJson extends Exception {
    private static final long serialVersionUID = 1;

    MalformedJson(String message) {
        this(message, true);
    }

    /** @param prefixed whether the engine says in front that the text is no JSON */
    MalformedJson(String message, boolean prefixed) {
        super(prefixed ? "invalid JSON: " + message : message);
    }
}
