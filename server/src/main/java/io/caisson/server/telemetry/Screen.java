package io.caisson.server.telemetry;

import java.util.Map;

/** Who reads what is written about exchanges. */
public enum Screen {
    /** Nobody at the moment: a file, a pipe, a log driver. Lines are written in batches. */
    NONE,
    /** A person: lines are written at once. */
    PLAIN,
    /** A person at a terminal that shows colours. */
    COLOUR;

    /** The screen of a process, whose user may have asked for no colours ({@code NO_COLOR}, {@code TERM=dumb}). */
    public static Screen of(boolean terminal, Map<String, String> environment) {
        if (!terminal) {
            return NONE;
        }
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return plain ? PLAIN : COLOUR;
    }
}
