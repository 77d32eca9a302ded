package io.caisson.language.importing;

import java.util.LinkedHashMap;
import java.util.Map;

/** A file of {@code NAME=VALUE} lines, as compose and {@code docker run --env-file} read them. */
public final class EnvFile {
    private EnvFile() {}

    /** The variables in their order; of a name that comes twice the last counts. Lines without a name are left out. */
    public static Map<String, String> read(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : text.split("\r?\n", -1)) {
            String pair = line.strip();
            if (pair.startsWith("export ")) {
                pair = pair.substring("export ".length()).strip();
            }
            int equals = pair.indexOf('=');
            if (equals > 0 && !pair.startsWith("#")) {
                variables.put(
                        pair.substring(0, equals).strip(),
                        value(pair.substring(equals + 1).strip()));
            }
        }
        return variables;
    }

    /** Quotes around a value are not part of it; without them a comment may follow after a space. */
    private static String value(String text) {
        if (text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"))) {
            int end = text.indexOf(text.charAt(0), 1);
            return end < 0 ? text : text.substring(1, end);
        }
        int comment = text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment).strip();
    }
}
