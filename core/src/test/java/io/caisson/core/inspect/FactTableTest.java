package io.caisson.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables beside the reader say what the published API and the engine's own code say. */
class FactTableTest {
    private static final Map<String, Shape.Kind> KINDS = Map.of(
            "string", Shape.Kind.TEXT,
            "integer", Shape.Kind.INTEGER,
            "number", Shape.Kind.DECIMAL,
            "boolean", Shape.Kind.TRUTH,
            "object", Shape.Kind.OBJECT,
            "array", Shape.Kind.LIST,
            "any", Shape.Kind.ANY);

    /** What documents of old versions had and no engine ever read so: text in base64, a map, and lists were meant. */
    private static final Set<String> MISTAKES = Set.of(
            "/Data/*",
            "/HostConfig/PortBindings/{key}/HostIp",
            "/HostConfig/PortBindings/{key}/HostPort",
            "/IPAM/Options/*",
            "/IPAM/Options/*/{key}",
            "/IPAM/Config/*/{key}",
            "/Volumes/additionalProperties");

    private static final int MISTAKE_ROWS = 11;

    static List<Map<String, String>> rows(String file) throws IOException {
        String text;
        try (var stream = FactTableTest.class.getResourceAsStream("/facts/" + file)) {
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        String[] lines = text.split("\n");
        String[] names = lines[0].split("\t", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String[] values = lines[i].split("\t", -1);
            Map<String, String> row = new HashMap<>();
            for (int j = 0; j < names.length; j++) {
                row.put(names[j], j < values.length ? values[j] : "");
            }
            rows.add(row);
        }
        return rows;
    }

    @Test
    void every_documented_field_of_a_body_has_its_type() throws IOException {
        List<Map<String, String>> rows = rows("body_schema.tsv");
        assertThat(rows).hasSizeGreaterThan(1_000);
        int mistakes = 0;
        for (Map<String, String> row : rows) {
            Shape shape = at(row.get("operation_id"), row.get("pointer"));
            if (MISTAKES.contains(row.get("pointer"))) {
                mistakes++;
                continue;
            }
            assertThat(shape).as(row.toString()).isNotNull();
            assertFits(row.toString(), row.get("type"), shape);
        }
        assertThat(mistakes).isEqualTo(MISTAKE_ROWS);
    }

    @Test
    void every_judged_field_of_a_body_has_its_type() throws IOException {
        int fields = 0;
        for (Map<String, String> row : rows("body_fields.tsv")) {
            String pointer = row.get("pointer");
            if (pointer.startsWith("(tar)") || pointer.indexOf('<') >= 0) {
                continue;
            }
            fields++;
            Shape shape = at(row.get("operation_id"), pointer);
            assertThat(shape).as(row.toString()).isNotNull();
            assertFits(row.toString(), row.get("type"), shape);
        }
        assertThat(fields).isGreaterThan(480);
    }

    @Test
    void the_host_configuration_is_known_in_the_places_where_only_old_engines_read_it() {
        Shape host = at("ContainerCreate", "/HostConfig");
        assertThat(at("ContainerCreate", "/Privileged").kind()).isEqualTo(Shape.Kind.TRUTH);
        assertThat(FactTable.body(Operation.ContainerStart)
                        .orElseThrow()
                        .fields()
                        .keySet())
                .isEqualTo(host.fields().keySet());
        for (String field : host.fields().keySet()) {
            assertThat(at("ContainerCreate", "/" + field)).as(field).isNotNull();
        }
    }

    @Test
    void nothing_is_known_that_the_documents_do_not_have() throws IOException {
        Set<String> known = new HashSet<>();
        for (String file : List.of("body_schema.tsv", "body_fields.tsv")) {
            for (Map<String, String> row : rows(file)) {
                String path = row.get("operation_id");
                for (String segment : row.get("pointer").substring(1).split("/")) {
                    path += "/" + segment;
                    known.add(path);
                }
            }
        }
        for (Operation operation : Operation.all()) {
            if (operation != Operation.ContainerStart && !FactTable.isArchive(operation)) {
                FactTable.body(operation).ifPresent(shape -> assertKnown(operation.id(), shape, known));
            }
        }
    }

    private static void assertKnown(String path, Shape shape, Set<String> known) {
        shape.fields().forEach((name, field) -> {
            if (!path.equals("ContainerCreate") || !FactTable.isOldPlace(name)) {
                assertThat(known).contains(path + "/" + name);
                assertKnown(path + "/" + name, field, known);
            }
        });
        shape.element()
                .ifPresent(element ->
                        assertKnown(path + (shape.kind() == Shape.Kind.MAP ? "/{key}" : "/*"), element, known));
    }

    @Test
    void every_parameter_and_header_field_is_known() throws IOException {
        List<Map<String, String>> rows = rows("query_params.tsv");
        assertThat(rows).hasSizeGreaterThan(220);
        for (Map<String, String> row : rows) {
            Operation operation = Operation.byId(row.get("operation_id")).orElseThrow();
            String name = row.get("parameter");
            if (row.get("in").equals("header")) {
                assertThat(FactTable.headers(operation)).contains(name.toLowerCase(Locale.ROOT));
            } else {
                Shape shape = FactTable.query(operation).fields().get(name);
                assertThat(shape).as(row.toString()).isNotNull();
                assertThat(shape.kind() == Shape.Kind.LIST)
                        .as(row.toString())
                        .isEqualTo(row.get("repeat").equals("all"));
                if (row.get("repeat").equals("first") && KINDS.containsKey(row.get("type"))) {
                    assertThat(shape.kind()).as(row.toString()).isEqualTo(KINDS.get(row.get("type")));
                }
            }
        }
    }

    private static Shape at(String operation, String pointer) {
        Shape shape = FactTable.body(Operation.byId(operation).orElseThrow()).orElse(null);
        for (String segment : pointer.substring(1).split("/")) {
            if (shape == null) {
                return null;
            }
            shape = switch (segment) {
                case "*", "{key}" ->
                    shape.kind() == Shape.Kind.TEXTS
                            ? Shape.of(Shape.Kind.TEXT)
                            : shape.element().orElse(null);
                default -> shape.fields().get(segment);
            };
        }
        return shape;
    }

    private static void assertFits(String row, String type, Shape shape) {
        Shape.Kind kind = shape.kind();
        Shape.Kind named = switch (kind) {
            case MAP -> Shape.Kind.OBJECT;
            case TEXTS -> Shape.Kind.LIST;
            default -> kind;
        };
        assertThat(named).as(row).isEqualTo(KINDS.get(type));
    }
}
