package io.caisson.language.importing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Patterns of users: RE2's syntax, which is Go's, matched in linear time. */
final class Regexes {
    /** No original has longer ones. */
    static final int PATTERN_CHARS_MAX = 4_096;

    private Regexes() {}

    /** Thrown for what cannot be read. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1;
        private final String problem;

        Invalid(String problem) {
            super(problem);
            this.problem = problem;
        }

        /** Why, as a problem says it. */
        String problem() {
            return problem;
        }
    }

    /**
     * Covers requests whose path a pattern matches somewhere.
     *
     * @param method the only method, or empty for all
     */
    static RequestTest test(String method, String pattern, boolean ignoreCase) throws Invalid {
        if (pattern.length() > PATTERN_CHARS_MAX) {
            throw new Invalid("a pattern is longer than " + PATTERN_CHARS_MAX + " characters");
        }
        try {
            Pattern compiled = Pattern.compile(pattern, ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
            return (asked, path) -> (method.isEmpty() || asked.equals(method))
                    && compiled.matcher(path).find();
        } catch (PatternSyntaxException fault) {
            throw new Invalid("`" + pattern + "` is no regular expression in RE2's syntax: " + fault.getDescription());
        }
    }

    /** The pattern between {@code ^} and {@code $}, as the originals put it there: without brackets around it. */
    static String anchored(String pattern) {
        return "^" + pattern + "$";
    }
}
