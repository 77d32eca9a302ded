package io.caisson.server.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Policy;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.telemetry.Recorder;
import io.caisson.server.testing.Conditions;
import io.caisson.server.testing.FakeObjects;
import io.caisson.server.testing.Wire;
import io.caisson.server.upstream.Engine;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an engine is answered, and above all what it is refused because it did not say enough. */
@Timeout(60)
class AuthzPluginTest {
    private static final String WEB = "4fe1c0b1a2".repeat(6) + "4fe1";
    private static final Policy POLICY = new Conditions()
            .allow(Operation.SystemInfo)
            .allow(Operation.ImageBuild)
            .allow(Operation.VolumePrune)
            .allowCall(Operation.NetworkPrune, call -> true)
            .allowBody(
                    Operation.ContainerCreate, body -> body.value().toString().contains("Image"))
            .allowTarget(
                    Operation.ContainerStop,
                    target -> target.labels().getOrDefault("tier", "").equals("web"))
            .build();

    @TempDir
    private Path folder;

    private final List<String> recorded = new CopyOnWriteArrayList<>();

    private String ask(String method, String target, Map<String, String> headers, String body) throws Exception {
        try (FakeObjects objects = FakeObjects.start(folder.resolve("engine.sock"))
                        .container("web", WEB, "web", "{\"tier\":\"web\"}")
                        .container("db", WEB.replace('4', '5'), "db", "{}");
                AuthzPlugin plugin = open(objects.socket());
                Wire wire = Wire.connect(UnixDomainSocketAddress.of(folder.resolve("p.sock")))) {
            assertThat(plugin).isNotNull();
            assertThat(call(wire, "/Plugin.Activate", "")).isEqualTo("{\"Implements\":[\"authz\"]}");
            String fields = headers.entrySet().stream()
                    .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
                    .collect(Collectors.joining(","));
            String encoded = Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
            String answer = call(
                    wire,
                    "/AuthZPlugin.AuthZReq",
                    "{\"User\":\"\",\"RequestMethod\":\"%s\",\"RequestUri\":\"%s\",\"RequestHeaders\":{%s}%s}"
                            .formatted(
                                    method,
                                    target,
                                    fields,
                                    body.isEmpty() ? "" : ",\"RequestBody\":\"" + encoded + "\""));
            assertThat(call(wire, "/AuthZPlugin.AuthZRes", "{}")).isEqualTo("{\"Allow\":true}");
            return answer;
        }
    }

    private AuthzPlugin open(Path engine) throws Exception {
        return AuthzPlugin.open(
                new ListenerSpec(
                        "plugin",
                        UnixDomainSocketAddress.of(folder.resolve("p.sock")),
                        PosixFilePermissions.fromString("rw-------")),
                () -> POLICY,
                new Engine(UnixDomainSocketAddress.of(engine)),
                pem -> Optional.empty(),
                new Recorder() {
                    @Override
                    public void exchangeEnded(AuditEvent event) {
                        recorded.add((event.operation == null ? "-" : event.operation.id()) + " " + event.allowed + " "
                                + (event.reason == null ? "" : event.reason.code()));
                    }

                    @Override
                    public void connections(int delta) {}

                    @Override
                    public void streams(int delta) {}

                    @Override
                    public void engine(boolean reachable) {}

                    @Override
                    public void flush() {}
                },
                new ExchangeIds("test"));
    }

    private static String call(Wire wire, String path, String body) throws Exception {
        wire.send("POST " + path + " HTTP/1.1\r\nHost: plugin\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        Wire.Response response = wire.readResponse();
        assertThat(response.status()).isEqualTo(200);
        return response.text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /v1.41/info                      | true  | SystemInfo",
                "GET    | /info                            | true  | without a version",
                "GET    | /v1.41/version                   | false | not allowed",
                "GET    | //info                           | false | what the engine would redirect",
                "GET    | /containers/..%2finfo      | false | a path that is read in two ways",
                "GET    | http://evil/info                 | false | absolute form",
                "GET    | /nothing                         | false | no operation",
                "POST   | /containers/web/stop       | true  | a label of the object",
                "POST   | /containers/db/stop        | false | another object",
                "POST   | /containers/none/stop      | false | no object",
                "POST   | /containers/create         | false | a body that may be there and was not handed over",
                "POST   | /v1.41/volumes/prune             | true  | only the operation decides",
                "POST   | /v1.41/networks/prune            | true  | no length, no type: no body that is read",
                "get    | /info                            | false | no method of HTTP"
            })
    void judges_as_a_listener_does(String method, String target, boolean allowed, String why) throws Exception {
        assertThat(ask(method, target, Map.of(), "")).as(why).startsWith("{\"Allow\":" + allowed);
        assertThat(recorded).hasSize(1).first().asString().contains(" " + allowed + " ");
    }

    @Test
    void a_body_is_judged_where_it_is_handed_over_and_read_in_one_way_only() throws Exception {
        Map<String, String> json = Map.of("Content-Type", "application/json", "Content-Length", "17");
        assertThat(ask("POST", "/containers/create", json, "{\"Image\":\"web\"}"))
                .isEqualTo("{\"Allow\":true}");
        assertThat(ask("POST", "/containers/create", json, "{\"Image\":\"web\",\"image\":\"db\"}"))
                .contains("\"Allow\":false", "body_ambiguous");
        assertThat(ask("POST", "/containers/create", json, "{")).contains("\"Allow\":false", "body_not_json");
    }

    @Test
    void what_was_not_handed_over_is_doubt() throws Exception {
        Map<String, String> large = Map.of("Content-Type", "application/json", "Content-Length", "2000000");
        assertThat(ask("POST", "/containers/create", large, "")).contains("\"Allow\":false", "body_not_handed_over");
        Map<String, String> typed = Map.of("Content-Type", "application/json");
        assertThat(ask("POST", "/networks/prune", typed, ""))
                .as("a chunked form behind a second content type would decide about the query")
                .contains("\"Allow\":false", "body_not_handed_over");
        Map<String, String> none = Map.of("Content-Type", "application/json", "Content-Length", "0");
        assertThat(ask("POST", "/networks/prune", none, "")).isEqualTo("{\"Allow\":true}");
    }

    @Test
    void forms_are_refused_whatever_their_length() throws Exception {
        Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
        assertThat(ask("POST", "/volumes/prune", form, "")).contains("\"Allow\":false", "content_type_refused");
        assertThat(ask("POST", "/build", Map.of("Content-Type", "application/x-tar"), ""))
                .isEqualTo("{\"Allow\":true}");
    }

    @Test
    void a_field_of_several_lines_or_a_question_that_is_none_is_refused() throws Exception {
        assertThat(ask("GET", "/info", Map.of("X", "a\\r\\nUpgrade: h2c"), ""))
                .contains("\"Allow\":false", "head_malformed");
        assertThat(ask("GET", "/info HTTP/1.1\\r\\nX: y", Map.of(), "")).contains("\"Allow\":false");
    }
}
