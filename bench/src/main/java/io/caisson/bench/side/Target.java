package io.caisson.bench.side;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One thing that must hold, a line of {@code bench/targets.tsv}.
 *
 * @param row whose figure counts
 * @param contender whose figure counts
 * @param atMost whether the limit is an upper one
 * @param limit a ratio to {@code againstRow} of {@code againstContender}, or a bare figure when that is empty
 * @param open what is missing before it can be measured, or empty
 */
record Target(
        String claim,
        String row,
        String contender,
        Metric metric,
        boolean atMost,
        double limit,
        String againstRow,
        String againstContender,
        Metric againstMetric,
        String open) {
    /** Whether it holds. */
    enum Verdict {
        PASS,
        SHORT,
        /** It was not measured in this run, or cannot be yet. */
        OPEN
    }

    private static final int COLUMNS = 7;

    static List<Target> read(Path file) throws IOException {
        List<Target> targets = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                targets.add(parse(line));
            }
        }
        return targets;
    }

    /**
     * Reads claim, row, contender, metric, {@code <=} or {@code >=} with the limit, against ({@code row@contender},
     * {@code row@contender:metric} or -), open (or -).
     */
    private static Target parse(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("a target has " + COLUMNS + " columns, not: " + line);
        }
        Metric metric = Metric.of(columns[3]);
        String against = columns[5];
        int at = against.indexOf('@');
        int colon = against.indexOf(':');
        return new Target(
                columns[0],
                columns[1],
                columns[2],
                metric,
                columns[4].startsWith("<="),
                Double.parseDouble(columns[4].substring(2).strip()),
                at < 0 ? "" : against.substring(0, at),
                at < 0 ? "" : against.substring(at + 1, colon < 0 ? against.length() : colon),
                colon < 0 ? metric : Metric.of(against.substring(colon + 1)),
                columns[6].equals("-") ? "" : columns[6]);
    }

    boolean isRatio() {
        return !againstContender.isEmpty();
    }

    /** The figure or ratio that is compared with the limit; empty when it was not measured. */
    OptionalDouble value(Samples samples) {
        OptionalDouble figure = samples.value(row, contender, metric);
        if (figure.isEmpty() || !isRatio()) {
            return figure;
        }
        OptionalDouble other = samples.value(againstRow, againstContender, againstMetric);
        return other.isEmpty() || other.getAsDouble() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(figure.getAsDouble() / other.getAsDouble());
    }

    /** A figure that was reached with errors passes nothing. */
    Verdict verdict(Samples samples) {
        OptionalDouble value = value(samples);
        if (!open.isEmpty() || value.isEmpty()) {
            return Verdict.OPEN;
        }
        boolean clean = metric == Metric.ERRORS
                || samples.value(row, contender, Metric.ERRORS).orElse(0) == 0;
        boolean holds = atMost ? value.getAsDouble() <= limit : value.getAsDouble() >= limit;
        return clean && holds ? Verdict.PASS : Verdict.SHORT;
    }

    /** The limit as people read it: {@code ≤ 0.33 H}. */
    String limitText(String otherLabel) {
        String other = "";
        if (isRatio()) {
            other = againstMetric != metric
                    ? " × " + againstMetric.key()
                    : againstRow.equals(row) ? " " + otherLabel : " × " + againstRow;
        }
        return (atMost ? "≤ " : "≥ ") + Figures.text(limit) + other;
    }
}
