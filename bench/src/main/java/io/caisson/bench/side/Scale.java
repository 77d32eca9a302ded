package io.caisson.bench.side;

import java.util.Map;

/**
 * How long and how much: the full run, and a quick one that only shows that everything works.
 *
 * @param repetitions interleaved rounds; figures are medians of them
 * @param starts cold starts of each contender, once in a run
 * @param values what the placeholders of rows stand for, by name; seconds, bytes or counts
 */
record Scale(String name, int repetitions, int starts, Map<String, String> values) {
    /** First load on a fresh process; also how long a process is warmed before its steady state is measured. */
    static final String FIRST = "first";

    Scale {
        values = Map.copyOf(values);
    }

    static Scale full(int repetitions) {
        return new Scale(
                "full",
                repetitions,
                11,
                Map.of(
                        FIRST,
                        "10",
                        "warm",
                        "0.5",
                        "seconds",
                        "2",
                        "hold",
                        "8",
                        "settle",
                        "2",
                        "bytes",
                        "1073741824",
                        "transfers",
                        "2"));
    }

    static Scale quick(int repetitions) {
        return new Scale(
                "quick",
                repetitions,
                3,
                Map.of(
                        FIRST,
                        "1.5",
                        "warm",
                        "0.2",
                        "seconds",
                        "0.4",
                        "hold",
                        "2",
                        "settle",
                        "0.5",
                        "bytes",
                        "134217728",
                        "transfers",
                        "1"));
    }

    double number(String name) {
        return Double.parseDouble(values.getOrDefault(name, "0"));
    }
}
