package io.caisson.core.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.http.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The catalogue against the facts: every row an operation, every operation a row. */
class CatalogueTest {
    private static final int DOCKER = 125;
    private static final int PODMAN = 144;

    @Test
    void has_every_operation_of_the_facts_and_no_other() {
        List<String> docker = ids("operations.tsv");
        List<String> podman = ids("libpod_operations.tsv");
        assertThat(docker).hasSize(DOCKER);
        assertThat(podman).hasSize(PODMAN);
        List<String> all = new ArrayList<>(docker);
        all.addAll(podman);
        assertThat(Operation.all().stream().map(Operation::id)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    }

    @Test
    void has_method_and_path_of_each() {
        for (Map<String, String> row : all()) {
            Operation operation = operation(row);
            String path = operation.path().replace("*}", "}");
            switch (operation) {
                case GrpcH2cPriorKnowledge -> assertThat(operation.method()).isEqualTo(Method.OTHER);
                case SystemOptions -> assertThat(operation.method()).isEqualTo(Method.OPTIONS);
                default -> {
                    assertThat(operation.method().name()).as(operation.id()).isEqualTo(row.get("method"));
                    assertThat(path).as(operation.id()).isEqualTo(row.get("path"));
                }
            }
        }
    }

    @Test
    void knows_which_arguments_hold_slashes() {
        for (Map<String, String> row : all()) {
            Operation operation = operation(row);
            boolean slashy = operation.path().contains("*}");
            assertThat(slashy).as(operation.id()).isEqualTo(row.get("slashy").equals("yes"));
        }
    }

    @Test
    void has_versions_streaming_and_body_of_each() {
        for (Map<String, String> row : all()) {
            Operation operation = operation(row);
            assertThat(operation.since())
                    .as(operation.id())
                    .isEqualTo(row.get("since_api").replaceAll("[*-]", ""));
            assertThat(operation.until())
                    .as(operation.id())
                    .isEqualTo(row.get("until_api").replaceAll("[*-]", ""));
            assertThat(operation.streaming())
                    .as(operation.id())
                    .isEqualTo(
                            switch (row.get("streaming")) {
                                case "no" -> Streaming.NONE;
                                case "request" -> Streaming.REQUEST;
                                case "response" -> Streaming.RESPONSE;
                                case "request,response" -> Streaming.BOTH;
                                case "hijack" ->
                                    row.get("path").endsWith("/ws") ? Streaming.WEBSOCKET : Streaming.HIJACK;
                                case "upgrade-h2c" -> Streaming.H2C;
                                case "websocket" -> Streaming.WEBSOCKET;
                                default -> throw new AssertionError(row);
                            });
            assertThat(operation.body()).as(operation.id()).isEqualTo(body(row));
        }
    }

    @Test
    void tags_each_as_the_published_api_does() {
        for (Map<String, String> row : all()) {
            Operation operation = operation(row);
            String tag = row.get("tag").toLowerCase(Locale.ROOT);
            assertThat(operation.tag().code().replace("libpod-", ""))
                    .as(operation.id())
                    .satisfies(code ->
                            assertThat(List.of(tag, tag.replaceAll("s$", ""))).contains(code));
            assertThat(operation.tag().libpod()).isEqualTo(row.get("path").startsWith("/libpod/"));
        }
    }

    /** What must never be a view: whatever the facts call a write, a run of code, or administration. */
    @Test
    void gives_each_an_access_class_no_milder_than_the_facts() {
        Set<Access> reading = Set.of(Access.VIEW, Access.READ);
        for (Map<String, String> row : all()) {
            Operation operation = operation(row);
            boolean reads = row.get("access").equals("read");
            if (!reads) {
                assertThat(operation.access()).as(operation.id()).isNotIn(reading);
            }
            if (row.get("effect").contains("reads-secrets") && reads) {
                assertThat(operation.access()).as(operation.id()).isNotEqualTo(Access.CONTROL);
            }
            if (row.get("access").equals("exec")) {
                assertThat(operation.access())
                        .as(operation.id())
                        .isIn(Access.EXEC, Access.BUILD, Access.CREATE, Access.ADMIN, Access.CONTROL);
            }
        }
        for (Operation operation : Operation.all()) {
            if (operation.path().startsWith("/debug/") || operation == Operation.SystemOptions) {
                assertThat(operation.access()).as(operation.id()).isEqualTo(Access.ADMIN);
            }
        }
    }

    private static BodyKind body(Map<String, String> row) {
        // Engines that serve 1.23 and older read a start's body as host settings: it is a body to look at.
        if (row.get("operation_id").equals("ContainerStart")) {
            return BodyKind.JSON;
        }
        String kind = row.get("body").split("[^a-z]")[0];
        return switch (kind) {
            case "none", "header" -> BodyKind.EMPTY;
            case "json" -> BodyKind.JSON;
            case "tar" -> BodyKind.TAR;
            case "octets" -> BodyKind.OCTETS;
            case "yaml" -> BodyKind.YAML;
            case "grpc" -> BodyKind.GRPC;
            default -> throw new AssertionError(row);
        };
    }

    private static List<Map<String, String>> all() {
        List<Map<String, String>> rows = new ArrayList<>(Facts.rows("operations.tsv"));
        rows.addAll(Facts.rows("libpod_operations.tsv"));
        return rows;
    }

    private static Operation operation(Map<String, String> row) {
        return Operation.byId(row.get("operation_id")).orElseThrow(() -> new AssertionError(row));
    }

    private static List<String> ids(String file) {
        return Facts.rows(file).stream().map(row -> row.get("operation_id")).toList();
    }
}
