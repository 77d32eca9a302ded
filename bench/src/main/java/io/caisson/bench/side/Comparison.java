package io.caisson.bench.side;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A run beside the kept one. Only ratios to the same contender in the same run are compared, because absolute figures
 * are the machine's as much as the product's.
 */
final class Comparison {
    private static final Set<Metric> COMPARED =
            Set.of(Metric.CPU_US, Metric.CPU_S_PER_GIB, Metric.RATE, Metric.GIB_RATE, Metric.START_MS);

    private final List<String> worse = new ArrayList<>();
    private final List<String> better = new ArrayList<>();
    private int compared;

    private Comparison() {}

    /** Compares; {@code tolerance} is the share by which a ratio may be worse, for example 0.15. */
    static Comparison of(Samples kept, Samples now, List<String> others, double tolerance) {
        Comparison comparison = new Comparison();
        for (Samples.Key key : now.keys()) {
            if (key.contender().equals(Group.PRODUCT) && COMPARED.contains(key.metric())) {
                others.forEach(other -> comparison.compare(kept, now, key, other, tolerance));
            }
        }
        return comparison;
    }

    private void compare(Samples kept, Samples now, Samples.Key key, String other, double tolerance) {
        OptionalDouble before = kept.ratio(key, other);
        OptionalDouble after = now.ratio(key, other);
        if (before.isEmpty() || after.isEmpty() || before.getAsDouble() == 0 || after.getAsDouble() == 0) {
            return;
        }
        compared++;
        double change = key.metric().growsBetter()
                ? before.getAsDouble() / after.getAsDouble()
                : after.getAsDouble() / before.getAsDouble();
        String line = String.format(
                Locale.ROOT,
                "%s %s / %s: %.3f, kept %.3f",
                key.row(),
                key.metric().key(),
                other,
                after.getAsDouble(),
                before.getAsDouble());
        if (change > 1 + tolerance) {
            worse.add(line);
        } else if (change < 1 / (1 + tolerance)) {
            better.add(line);
        }
    }

    /** Whether something was compared and nothing was worse than the tolerance. */
    boolean holds() {
        return compared > 0 && worse.isEmpty();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        worse.forEach(line -> text.append("worse   ").append(line).append('\n'));
        better.forEach(line -> text.append("better  ").append(line).append('\n'));
        return text.append(compared + " ratios compared with the kept ones: " + worse.size() + " worse, "
                        + better.size() + " better\n")
                .toString();
    }
}
