package io.caisson.core.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One instruction of a Dockerfile.
 *
 * @param name in capitals
 * @param flags what begins with {@code --} behind the name, without the dashes
 * @param rest what follows
 */
record Instruction(String name, List<String> flags, String rest) {
    Instruction {
        flags = List.copyOf(flags);
    }

    /** The instruction that a whole line is. */
    static Instruction of(String line) {
        int end = 0;
        while (end < line.length() && !isBlank(line.charAt(end))) {
            end++;
        }
        String rest = trimmed(line.substring(end));
        List<String> flags = new ArrayList<>();
        while (rest.startsWith("--")) {
            int flagEnd = 2;
            char quote = 0;
            while (flagEnd < rest.length() && (quote != 0 || !isBlank(rest.charAt(flagEnd)))) {
                char c = rest.charAt(flagEnd);
                if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                }
                flagEnd++;
            }
            flags.add(rest.substring(2, flagEnd));
            rest = trimmed(rest.substring(flagEnd));
        }
        return new Instruction(line.substring(0, end).toUpperCase(Locale.ROOT), flags, rest);
    }

    /** The words of what follows, cut at blanks. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= rest.length(); i++) {
            boolean blank = i == rest.length() || isBlank(rest.charAt(i));
            if (blank && start >= 0) {
                words.add(rest.substring(start, i));
                start = -1;
            } else if (!blank && start < 0) {
                start = i;
            }
        }
        return words;
    }

    /** Whatever any engine takes for a blank. */
    static boolean isBlank(char c) {
        return c <= ' ' || c == '\u0085' || Character.isSpaceChar(c) || Character.isWhitespace(c);
    }

    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
