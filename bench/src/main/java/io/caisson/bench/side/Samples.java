package io.caisson.bench.side;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured: for each row, contender and metric the figures of all repetitions. */
final class Samples {
    /** What one list of figures belongs to. */
    record Key(String row, String contender, Metric metric) {}

    private final Map<Key, List<Double>> figures = new LinkedHashMap<>();

    void add(Key key, double figure) {
        figures.computeIfAbsent(key, absent -> new ArrayList<>()).add(figure);
    }

    Collection<Key> keys() {
        return Collections.unmodifiableCollection(figures.keySet());
    }

    /** All figures, sorted; empty when there are none. */
    List<Double> sorted(Key key) {
        return figures.getOrDefault(key, List.of()).stream().sorted().toList();
    }

    /** The median, or the worst of all where that counts. */
    OptionalDouble value(Key key) {
        List<Double> sorted = sorted(key);
        if (sorted.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(key.metric().worstCounts() ? sorted.getLast() : sorted.get(sorted.size() / 2));
    }

    OptionalDouble value(String row, String contender, Metric metric) {
        return value(new Key(row, contender, metric));
    }

    /** One contender's figure divided by another's; empty when either is missing or the divisor is nought. */
    OptionalDouble ratio(Key key, String other) {
        OptionalDouble mine = value(key);
        OptionalDouble theirs = value(new Key(key.row(), other, key.metric()));
        return mine.isEmpty() || theirs.isEmpty() || theirs.getAsDouble() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(mine.getAsDouble() / theirs.getAsDouble());
    }
}
