package io.caisson.bench.side;

import java.util.Locale;
import java.util.OptionalDouble;

/** How figures are written: three digits that matter. */
final class Figures {
    private Figures() {}

    static String text(double figure) {
        double size = Math.abs(figure);
        if (size == Math.rint(size) && size < 1e6) {
            return String.format(Locale.ROOT, "%.0f", figure);
        }
        return String.format(Locale.ROOT, size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f", figure);
    }

    static String text(OptionalDouble figure) {
        return figure.isPresent() ? text(figure.getAsDouble()) : "-";
    }
}
