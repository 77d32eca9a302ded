package io.caisson.app.demo.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Moments as the engine reads and writes them. */
final class Timestamps {
    private static final DateTimeFormatter NANO = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** With nine digits after the point, as in front of log lines. */
    static String nano(Instant moment) {
        return NANO.format(moment);
    }

    /** Reads seconds since 1970, with or without a fraction, or an RFC 3339 time; null when it is neither, or zero. */
    static @Nullable Instant parse(String text) {
        if (text.isEmpty() || text.equals("0")) {
            return null;
        }
        try {
            int dot = text.indexOf('.');
            if (dot > 0) {
                String fraction = (text.substring(dot + 1) + "000000000").substring(0, 9);
                return Instant.ofEpochSecond(Long.parseLong(text.substring(0, dot)), Long.parseLong(fraction));
            }
            return Instant.ofEpochSecond(Long.parseLong(text));
        } catch (NumberFormatException noSeconds) {
            return rfc3339(text);
        } catch (DateTimeException outOfRange) {
            return null;
        }
    }

    private static @Nullable Instant rfc3339(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            return null;
        }
    }
}
