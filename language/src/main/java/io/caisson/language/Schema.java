package io.caisson.language;

import io.caisson.core.config.file.Key;
import io.caisson.core.config.file.Section;
import io.caisson.core.config.file.Sections;
import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The JSON Schema of the file, by which editors complete and check it; written from what the readers go by. */
public final class Schema {
    private static final String NAMED = "^[A-Za-z0-9._-]{1,64}$";

    private Schema() {}

    /** The schema as JSON, two blanks a level. */
    public static String text() {
        List<String> definitions = new ArrayList<>();
        for (Section section : Sections.all()) {
            if (section != Sections.FILE && section != Sections.PRESET) {
                definitions.add(quoted(section.name()) + ": " + section(section));
            }
        }
        definitions.add("\"selector\": " + selector());
        return object(
                        "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"",
                        "\"title\": \"caisson.yaml\"",
                        "\"$defs\": " + object(definitions.toArray(String[]::new)),
                        mapping(Sections.FILE))
                + "\n";
    }

    private static String section(Section section) {
        String mapping = object(mapping(section));
        if (section.shortForm().isEmpty()) {
            return mapping;
        }
        String inPlace = section == Sections.RULE ? reference("selector") : object("\"type\": \"string\"");
        return object("\"anyOf\": " + array(List.of(inPlace, mapping)));
    }

    private static String mapping(Section section) {
        List<String> properties = new ArrayList<>();
        for (Key key : section.keys()) {
            properties.add(quoted(key.name()) + ": " + value(key));
        }
        List<String> parts = new ArrayList<>();
        parts.add("\"description\": " + quoted(plain(section.about())));
        parts.add("\"type\": \"object\"");
        parts.add("\"additionalProperties\": false");
        List<String> required = section.keys().stream()
                .filter(Key::required)
                .map(key -> quoted(key.name()))
                .toList();
        if (!required.isEmpty()) {
            parts.add("\"required\": [" + String.join(", ", required) + "]");
        }
        parts.add("\"properties\": " + object(properties.toArray(String[]::new)));
        return String.join(",\n", parts);
    }

    private static String value(Key key) {
        String description = "\"description\": " + quoted(plain(key.meaning()));
        return switch (key.kind()) {
            case TEXT, NAME, CONDITION, ADDRESS, LISTEN_ADDRESS, FILE, FILE_MODE ->
                key.name().equals("operation")
                        ? object(description, "\"allOf\": " + array(List.of(reference("selector"))))
                        : object(description, "\"type\": \"string\"");
            case SIZE -> pattern(description, "^[0-9]+(B|KiB|MiB|GiB)$");
            case TIME -> pattern(description, "^[0-9]+(ms|s|m|h)$");
            case TRUTH -> object(description, "\"type\": \"boolean\"");
            case NUMBER -> object(description, "\"type\": \"integer\"", "\"minimum\": 1");
            case CHOICE ->
                object(
                        description,
                        "\"enum\": ["
                                + String.join(
                                        ", ",
                                        key.words().stream().map(Schema::quoted).toList()) + "]");
            case NAMES ->
                list(
                        description,
                        key.name().equals("operations") ? reference("selector") : object("\"type\": \"string\""));
            case RULES -> list(description, reference(Sections.RULE.name()));
            case SECTION ->
                object(
                        description,
                        "\"allOf\": "
                                + array(List.of(
                                        reference(key.section().orElseThrow().name()))));
            case LIST -> list(description, reference(key.section().orElseThrow().name()));
            case SECTIONS ->
                object(
                        description,
                        "\"type\": \"object\"",
                        "\"propertyNames\": " + object("\"pattern\": " + quoted(NAMED)),
                        "\"additionalProperties\": "
                                + reference(key.section().orElseThrow().name()));
        };
    }

    /** Operations and groups to complete, and any method with a path. */
    private static String selector() {
        List<String> words = Stream.concat(
                        Operation.all().stream().map(Operation::id),
                        Stream.concat(Stream.of("*"), Stream.of(Tag.values()).map(Tag::code))
                                .flatMap(tag -> Stream.concat(
                                                Stream.of("*"),
                                                Stream.of(Access.values()).map(Access::code))
                                        .map(access -> tag + ":" + access)))
                .map(Schema::quoted)
                .toList();
        return object("\"anyOf\": "
                + array(List.of(
                        object("\"enum\": [" + String.join(", ", words) + "]"),
                        object("\"pattern\": " + quoted("^(GET|HEAD|POST|PUT|DELETE|OPTIONS) /")))));
    }

    private static String pattern(String description, String pattern) {
        return object(description, "\"type\": \"string\"", "\"pattern\": " + quoted(pattern));
    }

    /** A list, in whose place one item may stand. */
    private static String list(String description, String item) {
        return object(
                description, "\"anyOf\": " + array(List.of(item, object("\"type\": \"array\"", "\"items\": " + item))));
    }

    private static String reference(String name) {
        return object("\"$ref\": " + quoted("#/$defs/" + name));
    }

    private static String object(String... members) {
        return "{\n" + String.join(",\n", members).indent(2) + "}";
    }

    private static String array(List<String> items) {
        return "[\n" + String.join(",\n", items).indent(2) + "]";
    }

    private static String plain(String text) {
        return text.replace("`", "");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
