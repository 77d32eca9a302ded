package io.caisson.core.config;

/**
 * One thing that is wrong with a setting.
 *
 * @param setting its name, for example {@code CAISSON_LISTEN}, or empty where the message says it all
 * @param message names the value in back-ticks and says what would be accepted; lower case, no full stop
 */
public record Problem(String setting, String message) {
    /** One line for the operator. */
    public String text() {
        return setting.isEmpty() ? message : setting + ": " + message;
    }
}
