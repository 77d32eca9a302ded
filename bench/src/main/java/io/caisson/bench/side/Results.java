package io.caisson.bench.side;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A run as it is kept: facts about it as comments, then one line for each row, contender and metric with the figures of
 * all repetitions.
 */
record Results(Map<String, String> facts, Samples samples) {
    private static final String FACT = "# ";
    private static final String SEPARATOR = ": ";

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        facts.forEach((name, fact) -> lines.add(FACT + name + SEPARATOR + fact));
        lines.add("row\tcontender\tmetric\tfigures");
        Map<String, String> sorted = new TreeMap<>();
        for (Samples.Key key : samples.keys()) {
            String figures = samples.sorted(key).stream().map(Results::exact).collect(Collectors.joining(","));
            sorted.put(key.row() + "\t" + key.contender() + "\t" + key.metric().key(), figures);
        }
        sorted.forEach((key, figures) -> lines.add(key + "\t" + figures));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    static Results read(Path file) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        Samples samples = new Samples();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(FACT)) {
                int separator = line.indexOf(SEPARATOR);
                facts.put(line.substring(FACT.length(), separator), line.substring(separator + SEPARATOR.length()));
            } else if (!line.startsWith("row\t")) {
                String[] columns = line.split("\t", -1);
                Samples.Key key = new Samples.Key(columns[0], columns[1], Metric.of(columns[2]));
                for (String figure : columns[3].split(",", -1)) {
                    samples.add(key, Double.parseDouble(figure));
                }
            }
        }
        return new Results(facts, samples);
    }

    private static String exact(double figure) {
        return figure == Math.rint(figure) ? Long.toString(Math.round(figure)) : Double.toString(figure);
    }
}
