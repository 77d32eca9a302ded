package io.caisson.core.inspect;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names as Go's decoder compares them where they do not match exactly: with Unicode's simple case folding, by which the
 * long s is an s and the Kelvin sign a k. This folds a little more than Go does, which only ever refuses more.
 */
final class GoFolding {
    private GoFolding() {}

    /** Equal for names that Go takes for the same. */
    static String fold(String name) {
        if (isAscii(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        StringBuilder out = new StringBuilder(name.length());
        name.codePoints()
                .forEach(character -> out.appendCodePoint(Character.toLowerCase(Character.toUpperCase(character))));
        return out.toString();
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** A name that folds to the same as an earlier one, if there is any. */
    static Optional<String> repeated(Iterable<String> names) {
        Map<String, String> seen = new HashMap<>();
        for (String name : names) {
            if (seen.put(fold(name), name) != null) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
