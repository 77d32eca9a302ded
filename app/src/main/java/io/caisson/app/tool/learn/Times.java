package io.caisson.app.tool.learn;

/**
 * How often and when something was seen.
 *
 * @param first RFC 3339, so that texts compare as times do
 * @param last RFC 3339
 */
public record Times(long count, String first, String last) {
    /** Both together. */
    public Times and(Times other) {
        return new Times(
                count + other.count,
                first.compareTo(other.first) <= 0 ? first : other.first,
                last.compareTo(other.last) >= 0 ? last : other.last);
    }
}
