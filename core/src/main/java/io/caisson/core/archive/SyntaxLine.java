package io.caisson.core.archive;

import java.util.Locale;
import java.util.Optional;

/**
 * The line of a Dockerfile that names a program to read it in the engine's place: behind {@code #} or {@code //} above
 * the first instruction, below a {@code #!}, or in JSON. Looked for a little more widely than engines do.
 */
final class SyntaxLine {
    private SyntaxLine() {}

    static Optional<String> in(String text) {
        String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n", -1);
        boolean json = false;
        for (String raw : lines) {
            String line = Instruction.trimmed(raw);
            if (line.startsWith("{")) {
                json = true;
            }
            if (json) {
                int at = line.toLowerCase(Locale.ROOT).indexOf("\"syntax\"");
                if (at >= 0 || line.indexOf('\\') >= 0) {
                    // Whatever it says: nobody writes a Dockerfile so who has nothing to hide.
                    return Optional.of(line.substring(Math.max(at, 0)));
                }
            } else if (line.startsWith("#") || line.startsWith("//")) {
                Optional<String> value = value(line.substring(line.startsWith("#") ? 1 : 2));
                if (value.isPresent()) {
                    return value;
                }
            } else if (!line.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<String> value(String comment) {
        int equals = comment.indexOf('=');
        if (equals < 0 || !Instruction.trimmed(comment.substring(0, equals)).equalsIgnoreCase("syntax")) {
            return Optional.empty();
        }
        return Optional.of(Instruction.trimmed(comment.substring(equals + 1)));
    }
}
