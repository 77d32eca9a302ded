package io.caisson.core.config.file;

import io.caisson.core.config.tree.Node;
import io.caisson.core.policy.Mode;
import java.util.List;
import java.util.Optional;

/** Reads one policy, or one preset. */
final class PolicyReader {
    /** What the names of presets begin with. */
    static final String PRESET = "preset:";

    private PolicyReader() {}

    static PolicySpec policy(Reading reading, String name, Node node) {
        MappingReader reader = new MappingReader(reading, "policies." + name, Sections.POLICY, node);
        Mode mode = reader.word("mode").filter("shadow"::equals).isPresent() ? Mode.SHADOW : Mode.ENFORCE;
        return spec(reading, reader, name, mode);
    }

    /** Reads the file of a preset; its name is the file's. */
    static PresetSpec preset(Reading reading, String name, Node node) {
        MappingReader reader = new MappingReader(reading, "", Sections.PRESET, node);
        return new PresetSpec(
                spec(reading, reader, PRESET + name, Mode.ENFORCE),
                reader.text("for").orElse(""),
                reader.text("exposes").orElse(""),
                reader.text("closed").orElse(""),
                reader.word("source").filter("tried"::equals).isPresent());
    }

    private static List<RuleSpec> ask(Reading reading, MappingReader reader) {
        List<RuleSpec> rules = RuleReader.read(reading, reader, "ask");
        for (RuleSpec rule : rules) {
            if (rule.when().isPresent()) {
                reading.refuse(
                        rule.position(),
                        reader.path("ask"),
                        "has a condition; what is asked for is named by operation");
            }
        }
        return rules;
    }

    private static PolicySpec spec(Reading reading, MappingReader reader, String name, Mode mode) {
        return new PolicySpec(
                name,
                reader.text("description").orElse(""),
                reader.position(),
                reader.names("use"),
                RuleReader.read(reading, reader, "allow"),
                RuleReader.read(reading, reader, "deny"),
                WorkloadReader.read(reading, reader),
                mode,
                reader.names("accepts"),
                reader.knows("ask") ? ask(reading, reader) : List.of(),
                reader.knows("consult") ? reader.names("consult") : List.of(),
                reader.knows("engine") ? reader.text("engine") : Optional.empty());
    }
}
