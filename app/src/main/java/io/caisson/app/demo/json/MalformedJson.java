package io.caisson.app.demo.json;

/** A text that is no JSON; the message says why in the words that the engine uses. */
public final class MalformedJson extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedJson(String message) {
        super(message);
    }
}
