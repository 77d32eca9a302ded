package io.caisson.bench.side;

import io.caisson.bench.side.Row.Phase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs groups: cold starts, then rows on fresh processes, then rows in turn on processes that have been warmed. */
final class Bench {
    private static final double MICROS_PER_SECOND = 1e6;
    /** Compilers share the proxy's one core: each path is walked until they have done with it. */
    private static final int WARMING_ROUNDS = 3;

    private static final String[] WARMING = {
        "ping-16",
        "list200k-16",
        "list200k-chunked-16",
        "create4k-16",
        "fresh-16",
        "denied-16",
        "down-length",
        "down-chunked",
        "up-length",
        "up-chunked",
        "echo-32",
        "event-delay"
    };

    private final Rig rig;
    private final Scale scale;
    private final Samples samples;

    Bench(Rig rig, Scale scale, Samples samples) {
        this.rig = rig;
        this.scale = scale;
        this.samples = samples;
    }

    void run(Group group, List<Contender> contenders) {
        starts(group, contenders);
        for (int i = 0; i < scale.repetitions() && !rows(group, Phase.FRESH).isEmpty(); i++) {
            for (Contender contender : turn(contenders, i)) {
                fresh(group, contender);
            }
        }
        if (!rows(group, Phase.STEADY).isEmpty()) {
            steady(group, contenders);
        }
    }

    private void starts(Group group, List<Contender> contenders) {
        for (Row row : rows(group, Phase.START)) {
            for (int i = 0; i < scale.starts(); i++) {
                for (Contender contender : turn(contenders, i)) {
                    start(row, contender);
                }
            }
        }
    }

    private void start(Row row, Contender contender) {
        try {
            Placeholders placeholders = Running.prepare(contender, rig);
            List<String> arguments = new ArrayList<>(row.arguments(placeholders));
            arguments.addAll(List.of("--socket", placeholders.fill("@socket@"), "--"));
            arguments.addAll(placeholders.command(contender.command()));
            Map<String, String> environment = Running.environment(contender, placeholders);
            record(row, contender, rig.load(arguments, environment, false));
        } catch (IOException fault) {
            failed(row, contender, fault);
        }
    }

    private void fresh(Group group, Contender contender) {
        List<Row> rows = rows(group, Phase.FRESH);
        try (Running running = Running.start(contender, rig)) {
            Command.pause(scale.number("settle"));
            for (Row row : rows) {
                record(row, contender, running.measure(row, rig));
            }
        } catch (IOException fault) {
            rows.forEach(row -> failed(row, contender, fault));
        }
    }

    /** All contenders run at once, but only one is under load at any time. */
    private void steady(Group group, List<Contender> contenders) {
        List<Row> rows = rows(group, Phase.STEADY);
        Map<Contender, Running> running = new HashMap<>();
        try {
            for (Contender contender : contenders) {
                begin(contender, running);
            }
            for (int i = 0; i < scale.repetitions(); i++) {
                for (Row row : rows) {
                    for (Contender contender : turn(contenders, i)) {
                        measure(row, contender, running);
                    }
                }
            }
        } finally {
            running.values().forEach(Running::close);
        }
    }

    /** Starts and warms a contender; one that does not start stays out, and each of its rows fails. */
    private void begin(Contender contender, Map<Contender, Running> running) {
        try {
            Running one = Running.start(contender, rig);
            running.put(contender, one);
            warm(one);
        } catch (IOException fault) {
            System.err.println(fault.getMessage());
        }
    }

    /**
     * Measures one row; a contender that has ended, as one does at its memory limit, fails the row and is started anew.
     */
    private void measure(Row row, Contender contender, Map<Contender, Running> running) {
        Running one = running.get(contender);
        if (one == null) {
            failed(row, contender, new IOException("it did not start"));
            return;
        }
        try {
            record(row, contender, one.measure(row, rig));
        } catch (IOException fault) {
            failed(row, contender, fault);
            running.remove(contender);
            one.close();
            begin(contender, running);
        }
    }

    /** Walks every path of the rows that follow, and then one of them for as long as compiling takes. */
    private void warm(Running running) throws IOException {
        running.measure(Rows.some("warm-", "first-10s").getFirst(), rig);
        for (int i = 0; i < WARMING_ROUNDS; i++) {
            for (Row row : Rows.some("warm-", WARMING)) {
                running.measure(row, rig);
            }
        }
    }

    private void record(Row row, Contender contender, Map<String, Double> results) {
        StringBuilder line = new StringBuilder(String.format("%-24s %-24s", row.id(), contender.name()));
        for (Metric metric : row.metrics()) {
            Double figure = results.get(metric.key());
            if (figure != null) {
                add(row, contender, metric, figure);
                line.append(' ').append(metric.key()).append('=').append(Figures.text(figure));
            }
        }
        double errors = results.getOrDefault(Metric.ERRORS.key(), 0.0);
        add(row, contender, Metric.ERRORS, errors);
        Double cpu = results.get(Metric.CPU_US.key());
        if (cpu != null && cpu > 0) {
            add(row, contender, Metric.CAPACITY, MICROS_PER_SECOND / cpu * contender.loops());
        }
        System.err.println(line + (errors > 0 ? "  errors=" + Figures.text(errors) : ""));
    }

    private void failed(Row row, Contender contender, IOException fault) {
        System.err.printf("%-24s %-24s failed: %s%n", row.id(), contender.name(), fault.getMessage());
        add(row, contender, Metric.ERRORS, 1);
    }

    private void add(Row row, Contender contender, Metric metric, double figure) {
        samples.add(new Samples.Key(row.id(), contender.name(), metric), figure);
    }

    private static List<Row> rows(Group group, Phase phase) {
        return group.rows().stream().filter(row -> row.phase() == phase).toList();
    }

    /** The list beginning with another each time, so that nobody always goes first. */
    private static <T> List<T> turn(List<T> list, int round) {
        List<T> turned = new ArrayList<>(list);
        Collections.rotate(turned, round);
        return turned;
    }
}
