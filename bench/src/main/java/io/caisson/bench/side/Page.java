package io.caisson.bench.side;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** {@code docs/reference/performance.md}, made from the kept results. */
final class Page {
    private static final String FIRST = "first-10s";
    private static final String STEADY = "ping-16";
    private static final Set<Metric> WEIGHED = Set.of(
            Metric.CPU_US, Metric.CPU_S_PER_GIB, Metric.P99_US, Metric.START_MS, Metric.RSS_MIB, Metric.RELEASE_MS);
    private static final double CLEARLY = 0.95;

    private final Results results;
    private final List<Target> targets;
    private final Map<String, String> labels;

    Page(Results results, List<Target> targets, Map<String, String> labels) {
        this.results = results;
        this.targets = List.copyOf(targets);
        this.labels = Map.copyOf(labels);
    }

    String text() {
        Tables tables = new Tables(results.samples(), targets, labels);
        StringBuilder text = new StringBuilder("""
                # Performance

                Made by `bench/run --keep` from `bench/results/kept.tsv`; edits are lost. Figures are of one machine and one day:
                compare ratios, not absolute figures, and run `bench/run` on yours.

                ## How it was measured

                Whole processes, started as users start them, each pinned to one core; the load generator and a mock engine share
                another. Unix sockets on both sides. One contender is under load at a time, in turn, and the next repetition begins
                with another. Figures are medians of all repetitions, and of all starts for the start rows (page cache warm).
                Processor time is that of the whole process tree, by the kernel's clocks, divided by the requests in the same
                window. Memory is the sum of resident pages of all its processes, split into anonymous ones and file pages, which
                containers of one image share. This product runs with its decision, its audit record to a file and its metrics on.
                HAProxy has the rules, the connection handling and the access log of Tecnativa's image. nginx has an allow-list,
                kept engine connections, no log and no metrics. Both come from the distribution's packages; their configurations
                are in `bench/contenders`.

                """);
        facts(text);
        warmUp(text);
        others(text);
        List<String> peers = peers();
        for (Group group : Group.all(peers)) {
            Grid grid = tables.figures(group);
            if (!grid.isEmpty()) {
                text.append("\n## ").append(group.title()).append("\n\n").append(grid.markdown());
            }
        }
        text.append("\n## Targets\n\n")
                .append(tables.summary())
                .append(".\n\n")
                .append(tables.verdicts(true).markdown());
        rows(text);
        return text.toString();
    }

    /** Everybody measured in the first group beside the product, in the order of the facts. */
    private List<String> peers() {
        Set<String> measured = new TreeSet<>();
        results.samples().keys().forEach(key -> measured.add(key.contender()));
        return results.facts().keySet().stream()
                .filter(name -> measured.contains(name) && !name.startsWith(Group.PRODUCT))
                .toList();
    }

    private void facts(StringBuilder text) {
        results.facts()
                .forEach((name, fact) ->
                        text.append("- ").append(name).append(": ").append(fact).append('\n'));
    }

    private void warmUp(StringBuilder text) {
        OptionalDouble first = cpu(FIRST);
        OptionalDouble steady = cpu(STEADY);
        if (first.isPresent() && steady.isPresent()) {
            text.append("\n## The first ten seconds\n\nA Java process compiles itself while it works. `/_ping` over 16")
                    .append(" connections costs ")
                    .append(Figures.text(first))
                    .append(" µs of processor time each in the first ten seconds of load after a start, and ")
                    .append(Figures.text(steady))
                    .append(" µs after that.\n");
        }
    }

    private OptionalDouble cpu(String row) {
        return results.samples().value(row, Group.PRODUCT, Metric.CPU_US);
    }

    /** Every figure in which somebody else is clearly better. */
    private void others(StringBuilder text) {
        List<String> lines = new ArrayList<>();
        for (Row row : Rows.all()) {
            for (Metric metric : row.metrics()) {
                if (WEIGHED.contains(metric)) {
                    peers().forEach(peer -> addIfBetter(lines, row, metric, peer));
                }
            }
        }
        text.append("\n## Where others are better\n\n");
        lines.forEach(line -> text.append(line).append('\n'));
        if (lines.isEmpty()) {
            text.append("Nowhere in this run.\n");
        }
    }

    private void addIfBetter(List<String> lines, Row row, Metric metric, String peer) {
        OptionalDouble own = results.samples().value(row.id(), Group.PRODUCT, metric);
        OptionalDouble theirs = results.samples().value(row.id(), peer, metric);
        if (own.isPresent() && theirs.isPresent() && theirs.getAsDouble() < own.getAsDouble() * CLEARLY) {
            lines.add("- " + labels.getOrDefault(peer, peer) + ", " + row.title() + ", " + metric.title() + ": "
                    + Figures.text(theirs) + " against " + Figures.text(own));
        }
    }

    private void rows(StringBuilder text) {
        text.append("\n## Rows\n\n");
        for (Row row : Rows.all()) {
            text.append("- `")
                    .append(row.id())
                    .append("`: ")
                    .append(row.title())
                    .append('\n');
        }
    }
}
