package io.caisson.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.Problem;
import io.caisson.core.config.file.FileReader;
import io.caisson.core.config.file.Name;
import io.caisson.core.config.file.PresetSpec;
import io.caisson.core.config.file.Reading;
import io.caisson.core.config.file.RuleSpec;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import io.caisson.core.policy.Mode;
import io.caisson.language.yaml.YamlTree;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresetRecordTest {
    private final Reading reading = new Reading(Map.of(), path -> Optional.empty());

    private PresetSpec preset(String text) {
        return new FileReader(reading).preset("a", ((YamlTree.Result.Tree) YamlTree.read("a.yaml", text)).root());
    }

    @Test
    void preset_that_says_only_what_it_must() {
        PresetSpec preset = preset("""
            description: a
            for: b
            exposes: c
            closed: d
            source: derived
            """);
        assertThat(reading.problems()).isEmpty();
        assertThat(preset.policy().name()).isEqualTo("preset:a");
        assertThat(preset.policy().mode()).isEqualTo(Mode.ENFORCE);
        assertThat(preset.policy().allow()).isEmpty();
        assertThat(preset.serves()).isEqualTo("b");
        assertThat(preset.exposes()).isEqualTo("c");
        assertThat(preset.closed()).isEqualTo("d");
        assertThat(preset.tried()).isFalse();
    }

    @Test
    void preset_that_says_everything() {
        PresetSpec preset = preset("""
            description: a
            for: b
            exposes: c
            closed: d
            source: tried
            use: ["preset:b"]
            allow: [SystemPing]
            deny: [SystemInfo]
            accepts: [risk]
            """);
        assertThat(reading.problems()).isEmpty();
        assertThat(preset.tried()).isTrue();
        assertThat(preset.policy().use()).extracting(Name::text).containsExactly("preset:b");
        assertThat(preset.policy().allow()).extracting(RuleSpec::text).containsExactly("SystemPing");
        assertThat(preset.policy().deny()).extracting(RuleSpec::text).containsExactly("SystemInfo");
        assertThat(preset.policy().accepts()).extracting(Name::text).containsExactly("risk");
    }

    @Test
    void preset_that_lacks_what_it_must_say() {
        preset("allow: []");
        assertThat(reading.problems())
                .extracting(Problem::message)
                .hasSize(5)
                .allMatch(text -> text.contains("is missing"));
    }

    @Test
    void every_preset_holds() {
        for (String name : Presets.names()) {
            assertThat(Policies.snapshot("policies: {p: {use: [\"preset:" + name + "\"]}}")
                            .policies())
                    .as(name)
                    .hasSize(1);
        }
    }

    @Test
    void the_schema_is_json_that_can_be_read_in_one_way() {
        Read<Json> schema = StrictJson.read(Schema.text().getBytes(StandardCharsets.UTF_8), JsonLimits.ANSWER);
        assertThat(schema).isInstanceOf(Read.Value.class);
    }
}
