package io.caisson.conformance.denial;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Front;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import io.caisson.conformance.rig.Wire;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody who writes bytes to the socket meets under the default policy. */
@RealEngine
@Tag("product")
class WireDenialTest {
    private static final Set<String> OPEN_BY_DEFAULT =
            Set.of("SystemPing", "SystemPingHead", "SystemEvents", "SystemVersion");

    private final Rig rig;
    private final Front closed;

    WireDenialTest(Rig rig) {
        this.rig = rig;
        closed = rig.front(Map.of());
    }

    /** One operation of the engine's API. */
    private record Row(String method, String path, String operation) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1.41", "/v1.24"})
    void every_operation_but_the_four_open_ones_is_refused_by_name_and_the_engine_stays_as_it_was(String version)
            throws Exception {
        var name = rig.docker().idle(rig.name("target"));
        var before = state();
        List<String> wrong = new ArrayList<>();
        var rows = operations(name);
        for (var row : rows) {
            var reply = Wire.ask(closed.socket(), row.method, version + row.path, "Content-Length: 0");
            // the route of plugins changed its shape with 1.25: one of its two operations exists at a time
            boolean unknown =
                    row.operation.startsWith("PluginInspect") && reply.body().contains("(unknown_operation");
            boolean named = unknown
                    || row.method.equals("HEAD")
                    || reply.body().contains("{\"message\":\"caisson: " + row.operation + " is not allowed here");
            if (reply.status() != 403 || !named) {
                wrong.add(row + " -> " + reply);
            }
        }
        assertThat(rows).hasSizeGreaterThan(115);
        assertThat(wrong).isEmpty();
        assertThat(state()).isEqualTo(before);
        assertThat(rig.docker().ok("inspect", "--format", "{{.State.Running}}", name))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({"GET,/_ping,OK", "GET,/v1.41/_ping,OK", "GET,/version,ApiVersion", "HEAD,/_ping,''"})
    void the_open_operations_answer(String method, String target, String part) throws Exception {
        var reply = Wire.ask(closed.socket(), method, target);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains(part);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/_ping/../info",
                "/_ping/%2e%2e/info",
                "/_ping/..%2finfo",
                "/events/../v1.41/info",
                "//info",
                "/./info",
                "/info/",
                "/INFO",
                "/Info",
                "/%69nfo",
                "/%2finfo",
                "/v1.41//info",
                "/V1.41/info",
                "/v1.41/v1.41/info",
                "/v1.41%2finfo",
                "/%76%31.41/info",
                "/info%00",
                "/info%0a",
                "/info;/_ping",
                "/info\\_ping",
                "/info?/_ping",
                "/info#/_ping",
                "/versionfoo",
                "/version/../info",
                "/eventsfoo",
                "/_pingfoo",
                "/containers/json?path=/_ping",
                "/containers/%6ason",
                "/containers/../_ping/../containers/json",
                "/debug/vars",
                "/debug/pprof/",
                "http://docker/info",
                "https://docker/info",
                "unix:///info",
                "http:///info",
                "*",
                "info",
                "/\u00ffinfo",
                "/libpod/info",
                "/v4.0.0/libpod/containers/json"
            })
    void no_spelling_of_a_closed_operation_gets_through(String target) throws Exception {
        var reply = Wire.ask(closed.socket(), "GET", target);
        // 301 is what the engine answers to a path that it would have to clean first
        assertThat(reply.status()).as("%s", reply).isIn(301, 400, 403, 404);
        assertThat(reply.body())
                .startsWith("{\"message\":\"")
                .doesNotContain("ServerVersion")
                .doesNotContain("\"Id\"");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                // framing that two readers could take two ways
                "GET /_ping HTTP/1.1\r\nHost: d\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost: d\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                "GET /_ping HTTP/1.1\r\nHost: d\r\nContent-Length: +1\r\n\r\nx",
                "GET /_ping HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost: d\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost: d\r\nX-Folded: a\r\n b\r\n\r\n",
                "GET /_ping HTTP/1.1\nHost: d\n\n",
                "GET /_ping HTTP/1.1\r\nHost: d\r\nHost: e\r\n\r\n",
                "GET /_ping HTTP/1.1\r\n\r\n",
                "GET  /_ping HTTP/1.1\r\nHost: d\r\n\r\n",
                "GET /_ping HTTP/1.1 \r\nHost: d\r\n\r\n",
                "GET /_ping HTTP/2.0\r\nHost: d\r\n\r\n",
                "GET /_ping\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void what_can_be_read_in_two_ways_is_refused(String request) throws Exception {
        try (var wire = new Wire(closed.socket())) {
            wire.send(request);
            wire.endSending();
            var answer = wire.readToEnd();
            assertThat(answer).containsPattern("^HTTP/1\\.1 (4..|505) ").doesNotContain("200 OK");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/grpc"})
    void bodies_that_override_the_query_are_refused_even_where_all_is_open(String type) throws Exception {
        var volume = rig.name("kept");
        rig.docker().ok("volume", "create", volume);
        try (var wire = new Wire(rig.open().socket())) {
            var body = "filters=%7B%7D";
            wire.send(
                    "POST /volumes/prune?filters=%%7B%%22label%%22%%3A%%5B%%22no%%22%%5D%%7D HTTP/1.1\r\nHost: d\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(type, body.length(), body));
            assertThat(wire.readToEnd()).startsWith("HTTP/1.1 4").contains("{\"message\":\"caisson: ");
        }
        assertThat(rig.docker().ok("volume", "ls", "--quiet")).contains(volume);
    }

    @Test
    void a_refusal_with_a_large_body_is_read_and_the_connection_may_go_on() throws Exception {
        try (var wire = new Wire(closed.socket())) {
            wire.send(
                    "POST /containers/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nContent-Length: 50000\r\n\r\n"
                            + "x".repeat(50_000) + "GET /_ping HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n");
            assertThat(wire.readToEnd()).startsWith("HTTP/1.1 403").endsWith("\r\n\r\nOK");
        }
    }

    @Test
    void a_refused_upgrade_leaves_no_tunnel_behind() throws Exception {
        for (var target : List.of("/session", "/grpc")) {
            try (var wire = new Wire(closed.socket())) {
                wire.send("POST " + target + " HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
                assertThat(wire.readUntil("(operation_denied"))
                        .startsWith("HTTP/1.1 403")
                        .doesNotContain(" 101 ");
            }
        }
    }

    /** All rows of the facts that a plain request can ask for, with the name of a container put in. */
    private List<Row> operations(String name) throws Exception {
        var facts = rig.module().resolve("../core/src/test/resources/facts/operations.tsv");
        List<Row> rows = new ArrayList<>();
        for (var line : Files.readAllLines(facts)) {
            var cells = line.split("\t");
            boolean plain = cells[1].startsWith("/") && !cells[0].equals("*");
            if (plain && !OPEN_BY_DEFAULT.contains(cells[2])) {
                rows.add(new Row(cells[0], cells[1].replaceAll("\\{[^}]*\\}", name), cells[2]));
            }
        }
        return rows;
    }

    /** All that the engine holds, by ids and names. */
    private List<String> state() {
        var docker = rig.docker();
        return Stream.of(
                        docker.ok("ps", "--all", "--format", "{{.ID}} {{.Names}} {{.State}}"),
                        docker.ok("images", "--all", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}"),
                        docker.ok("volume", "ls", "--quiet"),
                        docker.ok("network", "ls", "--format", "{{.ID}} {{.Name}}"))
                .flatMap(String::lines)
                .sorted()
                .toList();
    }
}
