package io.caisson.core.workload;

/**
 * A pattern for text, matched in time that grows with the product of the lengths at worst: {@code *} stands for any
 * characters, or, where there is a separator, for any but it, and {@code **} for any.
 */
final class TextGlob {
    /** No separator. */
    static final char NONE = 0;

    private final String pattern;
    private final char separator;

    TextGlob(String pattern, char separator) {
        this.pattern = pattern;
        this.separator = separator;
    }

    boolean matches(String text) {
        // Where the last star of each kind stands, and how far it has reached.
        int p = 0;
        int t = 0;
        int narrow = -1;
        int narrowAt = 0;
        int wide = -1;
        int wideAt = 0;
        while (t < text.length() || p < pattern.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                boolean isWide = separator == NONE || pattern.startsWith("**", p);
                p += pattern.startsWith("**", p) ? 2 : 1;
                if (isWide) {
                    wide = p;
                    wideAt = t;
                    narrow = -1;
                } else {
                    narrow = p;
                    narrowAt = t;
                }
            } else if (t < text.length() && p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (narrow >= 0 && narrowAt < text.length() && text.charAt(narrowAt) != separator) {
                t = ++narrowAt;
                p = narrow;
            } else if (wide >= 0 && wideAt < text.length()) {
                t = ++wideAt;
                p = wide;
                narrow = -1;
            } else {
                return false;
            }
        }
        return true;
    }
}
