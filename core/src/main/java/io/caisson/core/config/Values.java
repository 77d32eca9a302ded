package io.caisson.core.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * From the text of a setting to its value: empty where the text says none, so that the caller can say what would do.
 */
public final class Values {
    /** What a person can be expected to read of a wrong value. */
    private static final int SHOWN_CHARS_MAX = 80;

    private Values() {}

    /**
     * On or off: an integer is on unless it is zero, as in HAProxy; true, yes and on, and false, no, off and nothing at
     * all, mean what they say.
     */
    public static Optional<Boolean> truth(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "", "false", "no", "off" -> Optional.of(false);
            case "true", "yes", "on" -> Optional.of(true);
            default -> integerTruth(word);
        };
    }

    private static Optional<Boolean> integerTruth(String word) {
        int start = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
        boolean nonZero = false;
        for (int i = start; i < word.length(); i++) {
            char digit = word.charAt(i);
            if (digit < '0' || digit > '9') {
                return Optional.empty();
            }
            nonZero |= digit != '0';
        }
        return word.length() > start ? Optional.of(nonZero) : Optional.empty();
    }

    /** A decimal number from {@code least} to {@code most}, without a sign. */
    public static Optional<Long> number(String text, long least, long most) {
        // 18 digits always fit.
        if (text.isEmpty() || text.length() > 18) {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        long value = Long.parseLong(text);
        return value >= least && value <= most ? Optional.of(value) : Optional.empty();
    }

    /** A size with its unit, in bytes: {@code 512B}, {@code 64KiB}, {@code 64MiB}, {@code 2GiB}; at least one byte. */
    public static Optional<Long> size(String text) {
        int unit = unitStart(text);
        int shift = switch (text.substring(unit)) {
            case "B" -> 0;
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> -1;
        };
        return shift < 0
                ? Optional.empty()
                : number(text.substring(0, unit), 1, Long.MAX_VALUE >> 30).map(count -> count << shift);
    }

    /** A time with its unit: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}; above zero and up to {@code most}. */
    public static Optional<Duration> duration(String text, Duration most) {
        int unit = unitStart(text);
        long millis = switch (text.substring(unit)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 0;
        };
        return millis == 0
                ? Optional.empty()
                : number(text.substring(0, unit), 1, most.toMillis() / millis)
                        .map(count -> Duration.ofMillis(count * millis));
    }

    private static int unitStart(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    /** The rights of a file as {@code chmod} writes them: {@code 660} or {@code 0660}. */
    public static Optional<Integer> fileMode(String text) {
        String digits = text.length() == 4 && text.startsWith("0") ? text.substring(1) : text;
        if (digits.length() != 3) {
            return Optional.empty();
        }
        int mode = 0;
        for (int i = 0; i < 3; i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 7) {
                return Optional.empty();
            }
            mode = mode << 3 | digit;
        }
        return Optional.of(mode);
    }

    /** A value as it is shown to the operator: in back-ticks, on one line, cut where it is too long to read. */
    public static String shown(String text) {
        StringBuilder out = new StringBuilder("`");
        for (int i = 0; i < Math.min(text.length(), SHOWN_CHARS_MAX); i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) ? '?' : c);
        }
        return out.append(text.length() > SHOWN_CHARS_MAX ? "…`" : "`").toString();
    }
}
