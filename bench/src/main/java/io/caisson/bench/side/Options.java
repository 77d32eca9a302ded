package io.caisson.bench.side;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code bench/run} was asked for. Filled from the command line, once. */
final class Options {
    Path home = Path.of(".");
    Path natives = Path.of("bench/target/native");
    boolean quick;
    int repetitions;
    List<String> groups = List.of();
    List<String> rows = List.of();
    List<String> others = List.of(Group.HAPROXY, Group.NGINX);
    double tolerance = 0.15;
    boolean compare;
    boolean keep;

    @Nullable
    Path from;

    /** Reads the arguments; an unknown one is a failure that names it. */
    static Options read(String[] arguments) {
        Options options = new Options();
        Deque<String> words = new ArrayDeque<>(List.of(arguments));
        while (!words.isEmpty()) {
            String word = words.pop();
            switch (word) {
                case "--quick" -> options.quick = true;
                case "--compare" -> options.compare = true;
                case "--keep" -> options.keep = true;
                case "--home" -> options.home = Path.of(words.pop()).toAbsolutePath();
                case "--natives" -> options.natives = Path.of(words.pop()).toAbsolutePath();
                case "--repetitions" -> options.repetitions = Integer.parseInt(words.pop());
                case "--groups" -> options.groups = list(words.pop());
                case "--rows" -> options.rows = list(words.pop());
                case "--others" -> options.others = list(words.pop());
                case "--tolerance" -> options.tolerance = Double.parseDouble(words.pop());
                case "--from" -> options.from = Path.of(words.pop());
                default -> throw new IllegalArgumentException("`" + word + "` is not an option; see bench/README.md");
            }
        }
        return options;
    }

    private static List<String> list(String words) {
        return List.of(words.split(",", -1));
    }

    Scale scale() {
        return quick ? Scale.quick(repetitions > 0 ? repetitions : 1) : Scale.full(repetitions > 0 ? repetitions : 5);
    }

    /** The groups to run, with only the wanted rows; all of them unless some are named. */
    List<Group> chosen() {
        return Group.all(others).stream()
                .filter(group -> groups.isEmpty() || groups.contains(group.name()))
                .map(group -> group.onlyRows(rows))
                .filter(group -> !group.rows().isEmpty())
                .toList();
    }

    Path contenders() {
        return home.resolve("bench/contenders");
    }

    Path targets() {
        return home.resolve("bench/targets.tsv");
    }

    Path image() {
        return home.resolve("bench/target/image.tar");
    }

    Path latest() {
        return home.resolve("bench/target/latest.tsv");
    }

    Path kept() {
        return home.resolve("bench/results/kept.tsv");
    }

    Path page() {
        return home.resolve("docs/reference/performance.md");
    }
}
