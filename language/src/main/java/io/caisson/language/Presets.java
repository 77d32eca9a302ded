package io.caisson.language;

import io.caisson.core.config.Problem;
import io.caisson.core.config.file.FileReader;
import io.caisson.core.config.file.PolicySpec;
import io.caisson.core.config.file.PresetSpec;
import io.caisson.core.config.file.Reading;
import io.caisson.language.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The presets that come with the program: files of the same language. */
public final class Presets {
    private static final String FOLDER = "presets/";

    private Presets() {}

    /** The names of all presets, without their {@code preset:}. */
    public static List<String> names() {
        return text(FOLDER + "index.txt")
                .map(text -> text.lines().filter(line -> !line.isBlank()).toList())
                .orElse(List.of());
    }

    /** The text of a preset's file. */
    public static Optional<String> text(PresetName name) {
        return text(FOLDER + name.text() + ".yaml");
    }

    /** A preset's name, without its {@code preset:}. */
    public record PresetName(String text) {}

    /**
     * Reads a preset.
     *
     * @throws IllegalStateException when its file does not hold, which our build rules out
     */
    public static PresetSpec read(String name) {
        Reading reading = new Reading(Map.of(), path -> Optional.empty());
        String text = text(new PresetName(name)).orElseThrow(() -> new IllegalStateException(name + " has no file"));
        YamlTree.Result result = YamlTree.read("preset:" + name, text);
        PresetSpec preset = switch (result) {
            case YamlTree.Result.Tree(var root) -> new FileReader(reading).preset(name, root);
            case YamlTree.Result.Malformed(Problem problem) -> throw new IllegalStateException(problem.text());
        };
        if (!reading.problems().isEmpty()) {
            throw new IllegalStateException(reading.problems().getFirst().text());
        }
        return preset;
    }

    /** All presets by their whole names, {@code preset:NAME}. */
    public static Map<String, PolicySpec> policies() {
        Map<String, PolicySpec> policies = new LinkedHashMap<>();
        for (String name : names()) {
            policies.put("preset:" + name, read(name).policy());
        }
        return policies;
    }

    private static Optional<String> text(String resource) {
        try (InputStream stream = Presets.class.getResourceAsStream(resource)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
