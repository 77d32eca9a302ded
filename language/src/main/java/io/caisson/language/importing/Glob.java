package io.caisson.language.importing;

import java.util.Locale;

/** A path with stars. */
final class Glob {
    private final String pattern;
    private final boolean crossing;
    private final boolean ignoreCase;

    private Glob(String pattern, boolean crossing, boolean ignoreCase) {
        this.pattern = ignoreCase ? pattern.toLowerCase(Locale.ROOT) : pattern;
        this.crossing = crossing;
        this.ignoreCase = ignoreCase;
    }

    /** A star is any run of characters within one segment. */
    static Glob segments(String pattern) {
        return new Glob(pattern, false, false);
    }

    /**
     * As Caddy reads paths: without regard to case; a star at one end or both stands for anything, slashes too, and one
     * elsewhere for a part of a segment.
     */
    static Glob caddy(String pattern) {
        boolean ends = pattern.startsWith("*") || pattern.endsWith("*");
        boolean inside = pattern.length() > 2
                && pattern.substring(1, pattern.length() - 1).contains("*");
        return new Glob(pattern, ends && !inside, true);
    }

    boolean covers(String path) {
        return covers(pattern, ignoreCase ? path.toLowerCase(Locale.ROOT) : path);
    }

    /** Goes back to the last star when something does not fit: linear in the product of the two lengths. */
    private boolean covers(String glob, String path) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int position = 0;
        while (position < path.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                resume = position;
            } else if (at < glob.length()
                    && (glob.charAt(at) == path.charAt(position)
                            || glob.charAt(at) == '?' && path.charAt(position) != '/')) {
                at++;
                position++;
            } else if (star >= 0 && (crossing || path.charAt(resume) != '/')) {
                at = star + 1;
                position = ++resume;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        return at == glob.length();
    }
}
