package io.caisson.core.config;

import io.caisson.core.config.tree.Position;
import java.util.Optional;

/**
 * One thing that is wrong with a setting.
 *
 * @param setting its name, for example {@code CAISSON_LISTEN} or {@code policies.ci.allow}, or empty where the message
 *     says it all
 * @param message names the value in back-ticks and says what is wrong; lower case, no full stop
 * @param position where it stands, for settings of a file
 * @param accepted what would be accepted, or empty where the message says so
 * @param suggestion the name that was probably meant, or empty
 */
public record Problem(String setting, String message, Optional<Position> position, String accepted, String suggestion) {
    /** A problem that has no place in a file and whose message says what would be accepted. */
    public Problem(String setting, String message) {
        this(setting, message, Optional.empty(), "", "");
    }

    /** One line for the operator. */
    public String text() {
        StringBuilder out = new StringBuilder();
        if (position.isPresent()) {
            out.append(position.get()).append(": ");
        }
        if (!setting.isEmpty()) {
            out.append(setting).append(": ");
        }
        out.append(message);
        if (!suggestion.isEmpty()) {
            out.append("; did you mean `").append(suggestion).append("`?");
        }
        if (!accepted.isEmpty()) {
            out.append(suggestion.isEmpty() ? "; " : " ").append(accepted);
        }
        return out.toString();
    }
}
