package io.caisson.app.demo.api;

import org.jspecify.annotations.Nullable;

/** A version of the Engine API. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    static final ApiVersion NEWEST = new ApiVersion(1, 51);
    static final ApiVersion OLDEST = new ApiVersion(1, 24);

    private static final int DIGITS_MAX = 6;

    /** Reads digits and dots as the engine does: missing parts are zero, parts after the second do not matter here. */
    static @Nullable ApiVersion parse(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')) {
            return null;
        }
        int dot = text.indexOf('.');
        int end = dot < 0 ? -1 : text.indexOf('.', dot + 1);
        String major = dot < 0 ? text : text.substring(0, dot);
        String minor = dot < 0 ? "" : end < 0 ? text.substring(dot + 1) : text.substring(dot + 1, end);
        return new ApiVersion(number(major), number(minor));
    }

    private static int number(String digits) {
        return digits.isEmpty() ? 0 : digits.length() > DIGITS_MAX ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    boolean atLeast(int otherMajor, int otherMinor) {
        return compareTo(new ApiVersion(otherMajor, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
