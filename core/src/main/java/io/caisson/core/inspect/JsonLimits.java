package io.caisson.core.inspect;

/**
 * Bounds of one JSON text.
 *
 * @param bytesMax longest text
 * @param depthMax deepest nesting of objects and lists
 * @param valuesMax most values of all kinds
 * @param numberCharsMax longest number
 */
public record JsonLimits(int bytesMax, int depthMax, int valuesMax, int numberCharsMax) {
    /** For request bodies: real ones have tens to hundreds of values and nest less than ten deep. */
    public static final JsonLimits REQUEST = new JsonLimits(1 << 20, 64, 32_768, 64);

    /** For the engine's answers about one object. */
    public static final JsonLimits ANSWER = new JsonLimits(4 << 20, 64, 131_072, 64);

    /** For the engine's list of all containers. */
    public static final JsonLimits LIST = new JsonLimits(16 << 20, 64, 1_048_576, 64);
}
