package io.caisson.bench.side;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** From samples and targets to tables. */
final class Tables {
    private final Samples samples;
    private final List<Target> targets;
    private final Map<String, String> labels;

    /** {@code labels} are the words for contenders in headings. */
    Tables(Samples samples, List<Target> targets, Map<String, String> labels) {
        this.samples = samples;
        this.targets = List.copyOf(targets);
        this.labels = Map.copyOf(labels);
    }

    /** One line for each row and metric: absolute figures, ratios of the first contender to each other, targets. */
    Grid figures(Group group) {
        String first = group.contenders().getFirst();
        List<String> others = group.contenders().subList(1, group.contenders().size());
        List<String> header = new ArrayList<>(List.of("row", "metric"));
        group.contenders().forEach(contender -> header.add(label(contender)));
        others.forEach(contender -> header.add("/ " + label(contender)));
        header.add("targets");
        Grid grid = new Grid(header);
        for (Row row : group.rows()) {
            List<Metric> metrics = new ArrayList<>(row.metrics());
            metrics.add(Metric.ERRORS);
            for (Metric metric : metrics) {
                if (isShown(row, metric, group.contenders())) {
                    grid.add(line(row, metric, first, others));
                }
            }
        }
        return grid;
    }

    /** Errors are shown only where there are some, and a row only when it was run. */
    private boolean isShown(Row row, Metric metric, List<String> contenders) {
        return contenders.stream()
                .map(contender -> samples.value(row.id(), contender, metric))
                .anyMatch(figure -> figure.isPresent() && (metric != Metric.ERRORS || figure.getAsDouble() > 0));
    }

    private List<String> line(Row row, Metric metric, String first, List<String> others) {
        List<String> cells = new ArrayList<>(List.of(row.id(), metric.title()));
        cells.add(Figures.text(samples.value(row.id(), first, metric)));
        others.forEach(other -> cells.add(Figures.text(samples.value(row.id(), other, metric))));
        for (String other : others) {
            OptionalDouble ratio = metric.hasRatio()
                    ? samples.ratio(new Samples.Key(row.id(), first, metric), other)
                    : OptionalDouble.empty();
            cells.add(ratio.isPresent() ? Figures.text(ratio) : "");
        }
        cells.add(targets.stream()
                .filter(target -> target.row().equals(row.id())
                        && target.contender().equals(first)
                        && target.metric() == metric
                        && target.verdict(samples) != Target.Verdict.OPEN)
                .map(target -> limit(target) + " " + word(target))
                .collect(Collectors.joining(", ")));
        return cells;
    }

    /** Targets with their values and verdicts; those that were not part of this run only where {@code all} says so. */
    Grid verdicts(boolean all) {
        Grid grid = new Grid(List.of("target", "row", "value", "verdict", "limit"));
        for (Target target : targets) {
            String open = target.open().isEmpty() ? "not in this run" : target.open();
            boolean isOpen = target.verdict(samples) == Target.Verdict.OPEN;
            if (isOpen && target.open().isEmpty() && !all) {
                continue;
            }
            grid.add(List.of(
                    target.claim(),
                    target.row() + (target.contender().equals(Group.PRODUCT) ? "" : "@" + target.contender()) + " "
                            + target.metric().key(),
                    Figures.text(target.value(samples)),
                    word(target),
                    limit(target) + (isOpen ? ": " + open : "")));
        }
        return grid;
    }

    /** How many targets have each verdict. */
    String summary() {
        Map<Target.Verdict, Long> counts = targets.stream()
                .collect(Collectors.groupingBy(target -> target.verdict(samples), Collectors.counting()));
        return counts.getOrDefault(Target.Verdict.PASS, 0L) + " pass, "
                + counts.getOrDefault(Target.Verdict.SHORT, 0L) + " short, "
                + counts.getOrDefault(Target.Verdict.OPEN, 0L) + " open";
    }

    private String limit(Target target) {
        return target.limitText(label(target.againstContender()));
    }

    private String word(Target target) {
        return switch (target.verdict(samples)) {
            case PASS -> "pass";
            case SHORT -> "short";
            case OPEN -> "open";
        };
    }

    private String label(String contender) {
        return labels.getOrDefault(contender, contender);
    }
}
