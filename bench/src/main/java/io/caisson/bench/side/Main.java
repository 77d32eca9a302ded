package io.caisson.bench.side;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command behind {@code bench/run}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Options options;
        try {
            options = Options.read(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        System.exit(work(options) ? 0 : 1);
    }

    private static boolean work(Options options) throws IOException {
        List<Target> targets = Target.read(options.targets());
        Results results = options.from != null ? Results.read(options.from) : measure(options);
        Map<String, String> labels = labels(options);
        show(options, results, targets, labels);
        if (options.keep) {
            results.write(options.kept());
            Files.createDirectories(options.page().getParent());
            Files.writeString(options.page(), new Page(results, targets, labels).text());
        }
        if (!options.compare) {
            return true;
        }
        Comparison comparison = Comparison.of(
                Results.read(options.kept()).samples(), results.samples(), options.others, options.tolerance);
        System.out.print(comparison.text());
        return comparison.holds();
    }

    private static Results measure(Options options) throws IOException {
        Scale scale = options.scale();
        Samples samples = new Samples();
        try (Rig rig = Rig.open(options.home, options.natives, scale)) {
            Map<String, Contender> contenders = contenders(options, rig);
            Map<String, String> facts = Machine.facts(scale, List.copyOf(contenders.values()), rig.placeholders());
            for (Group group : options.chosen()) {
                List<Contender> present = new ArrayList<>();
                for (String name : group.contenders()) {
                    Contender contender = contenders.get(name);
                    if (contender != null) {
                        present.add(contender);
                    }
                }
                new Bench(rig, scale, samples).run(group, present);
            }
            if (options.rows.isEmpty() && Files.exists(options.image())) {
                ImageSize.measure(options.image(), samples);
            }
            facts.put("load-after", Machine.load());
            Results results = new Results(facts, samples);
            results.write(options.latest());
            return results;
        }
    }

    /** Everybody in the chosen groups, built where that is needed; who cannot be built is named and left out. */
    private static Map<String, Contender> contenders(Options options, Rig rig) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        options.chosen().forEach(group -> names.addAll(group.contenders()));
        Map<String, Contender> contenders = new LinkedHashMap<>();
        for (String name : names) {
            Contender contender = Contender.read(options.contenders(), name);
            try {
                contender.prepare(rig.placeholders());
                contenders.put(name, contender);
            } catch (IOException missing) {
                System.err.println("`" + name + "` is left out: " + missing.getMessage());
            }
        }
        return contenders;
    }

    static Map<String, String> labels(Options options) throws IOException {
        Map<String, String> labels = new HashMap<>();
        try (var folders = Files.list(options.contenders())) {
            for (String name :
                    folders.map(folder -> folder.getFileName().toString()).toList()) {
                labels.put(name, Contender.read(options.contenders(), name).label());
            }
        }
        return labels;
    }

    private static void show(Options options, Results results, List<Target> targets, Map<String, String> labels) {
        Tables tables = new Tables(results.samples(), targets, labels);
        results.facts().forEach((name, fact) -> System.out.println(name + ": " + fact));
        for (Group group : options.chosen()) {
            Grid grid = tables.figures(group);
            if (!grid.isEmpty()) {
                System.out.println("\n" + group.title() + "\n");
                System.out.print(grid.text());
            }
        }
        System.out.println("\nTargets: " + tables.summary() + "\n");
        System.out.print(tables.verdicts(false).text());
    }
}
