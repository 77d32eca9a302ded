package io.caisson.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.file.Key;
import io.caisson.core.config.file.Section;
import io.caisson.core.config.file.Sections;
import io.caisson.core.docker.Access;
import io.caisson.core.docker.Tag;
import io.caisson.core.inspect.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference and the schema say what the readers of the file go by. */
class ConfigReferenceTest {
    private static final Path FOLDER = Path.of("../docs/reference");

    @Test
    void the_reference_has_every_mapping_and_key() throws IOException {
        StringBuilder page = new StringBuilder(Files.readString(Path.of("src/test/resources/config-head.md")));
        for (Section section : Sections.all()) {
            page.append("\n## ")
                    .append(section.name())
                    .append("\n\n")
                    .append(section.about())
                    .append("\n\n");
            page.append("| Key | Value | Unless said | Meaning |\n|---|---|---|---|\n");
            for (Key key : section.keys()) {
                page.append("| `%s` | %s | %s | %s |\n"
                        .formatted(key.name(), value(key), key.required() ? "required" : key.unless(), key.meaning()));
            }
        }
        String text = page.toString()
                .replace(
                        "{tags}",
                        words(Arrays.stream(Tag.values()).map(Tag::code).toList()))
                .replace(
                        "{accesses}",
                        words(Arrays.stream(Access.values()).map(Access::code).toList()))
                .replace(
                        "{kinds}",
                        words(Arrays.stream(Target.Kind.values())
                                .map(Target.Kind::code)
                                .toList()));
        compare("config.md", text);
    }

    @Test
    void the_schema_has_every_mapping_and_key() throws IOException {
        compare("caisson.schema.json", Schema.text());
        for (Section section : Sections.all()) {
            if (section != Sections.PRESET) {
                section.names().forEach(name -> assertThat(Schema.text()).contains("\"" + name + "\": {"));
            }
        }
    }

    private static String words(java.util.List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    private static String value(Key key) {
        return switch (key.kind()) {
            case CHOICE -> words(key.words());
            case SECTION -> link(key);
            case SECTIONS -> link(key) + " by name";
            case LIST -> "list of " + link(key);
            case RULES -> "list of [rules](#rule)";
            default -> key.kind().accepted();
        };
    }

    private static String link(Key key) {
        String name = key.section().orElseThrow().name();
        return "[" + name + "](#" + name + ")";
    }

    private static void compare(String file, String text) throws IOException {
        Path path = FOLDER.resolve(file);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(path, text);
        }
        assertThat(path)
                .as("run the test with -Dgolden.write=true and review the difference")
                .hasContent(text);
    }
}
