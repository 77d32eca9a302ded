package io.caisson.language;

import io.caisson.core.config.Problem;
import io.caisson.core.config.compile.PolicyCompiler;
import io.caisson.core.config.file.CaissonFile;
import io.caisson.core.config.file.FileReader;
import io.caisson.core.config.file.PolicySpec;
import io.caisson.core.config.file.Reading;
import io.caisson.core.config.tree.Node;
import io.caisson.core.config.tree.Position;
import io.caisson.core.policy.Policy;
import io.caisson.language.cel.CelConditions;
import io.caisson.language.yaml.YamlTree;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Policy files, from text to compiled policies: load, parse, validate, compile, all or nothing. */
public final class PolicyFiles {
    private static final Comparator<Problem> IN_ORDER = Comparator.comparing(
                    (Problem problem) -> problem.position().map(Position::file).orElse(""))
            .thenComparing(problem -> problem.position().map(Position::line).orElse(0))
            .thenComparing(problem -> problem.position().map(Position::column).orElse(0));

    private PolicyFiles() {}

    /**
     * Reads files, and of folders every file in them that ends in {@code .yaml} or {@code .yml}, as one configuration.
     *
     * @param environment for {@code ${NAME}} in values
     */
    public static Loaded load(List<Path> filesOrFolders, Map<String, String> environment) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Path path : filesOrFolders) {
            for (Path file : files(path, problems)) {
                text(file, problems).ifPresent(text -> texts.put(file.toString(), text));
            }
        }
        if (texts.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem("", "no file is named, and no folder with a file that ends in .yaml"));
        }
        return problems.isEmpty() ? compile(texts, environment) : new Loaded.Invalid(problems);
    }

    /**
     * Reads texts as one configuration.
     *
     * @param texts by the names of their files
     */
    public static Loaded compile(Map<String, String> texts, Map<String, String> environment) {
        List<Problem> problems = new ArrayList<>();
        List<Node> roots = new ArrayList<>();
        texts.forEach((file, text) -> {
            switch (YamlTree.read(file, text)) {
                case YamlTree.Result.Tree(Node root) -> roots.add(root);
                case YamlTree.Result.Malformed(Problem problem) -> problems.add(problem);
            }
        });
        if (!problems.isEmpty()) {
            return new Loaded.Invalid(problems);
        }
        Reading reading = new Reading(environment, PolicyFiles::secret);
        CaissonFile file = new FileReader(reading).read(roots);
        PolicyCompiler compiler =
                new PolicyCompiler(file.policies(), presets(texts), new CelConditions(), file.hints());
        Map<String, Policy> policies = compiler.compile(Revisions::of);
        problems.addAll(reading.problems());
        problems.addAll(compiler.problems());
        if (!problems.isEmpty()) {
            problems.sort(IN_ORDER);
            return new Loaded.Invalid(problems);
        }
        return new Loaded.Valid(new Snapshot(file, policies, Revisions.of(texts.values())));
    }

    /** Presets are read only where something names one. */
    private static Map<String, PolicySpec> presets(Map<String, String> texts) {
        return texts.values().stream().anyMatch(text -> text.contains("use")) ? Presets.policies() : Map.of();
    }

    private static List<Path> files(Path path, List<Problem> problems) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isRegularFile)
                    .filter(entry -> isPolicyFile(entry.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException fault) {
            problems.add(new Problem("", "the folder `" + path + "` cannot be read: " + fault.getMessage()));
            return List.of();
        }
    }

    /** Names that begin with a dot are those of editors and of mounted configuration's own bookkeeping. */
    private static boolean isPolicyFile(String name) {
        return !name.startsWith(".") && !name.equals("cases.yaml") && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    private static Optional<String> text(Path file, List<Problem> problems) {
        try {
            if (Files.size(file) > YamlTree.CHARACTERS_MAX) {
                problems.add(new Problem("", "the file `" + file + "` is larger than 4MiB"));
                return Optional.empty();
            }
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException invalid) {
            problems.add(new Problem("", "the file `" + file + "` is not UTF-8"));
        } catch (IOException fault) {
            problems.add(new Problem("", "the file `" + file + "` cannot be read: " + fault));
        }
        return Optional.empty();
    }

    /** The text of a file that a value names. */
    private static Optional<String> secret(String path) {
        try {
            return Optional.of(Files.readString(Path.of(path)));
        } catch (IOException | InvalidPathException fault) {
            return Optional.empty();
        }
    }
}
