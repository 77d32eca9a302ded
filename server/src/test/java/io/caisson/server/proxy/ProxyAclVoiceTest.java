package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.AclSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.policy.Policy;
import io.caisson.core.reason.Reason;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of docker-proxy-acl get for an answer. */
@Timeout(30)
class ProxyAclVoiceTest {
    private static final String ENGINE_ANSWER =
            "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n[]\n";

    @TempDir
    Path folder;

    private FakeEngine engine;
    private TestGate gate;
    private Wire client;

    @BeforeEach
    void open() throws Exception {
        Loaded loaded =
                AclSettings.load(List.of("containers", "images", "volumes", "ping"), Optional.empty(), Map.of());
        Policy policy = ((Loaded.Valid) loaded).settings().policy();
        engine = FakeEngine.start(folder.resolve("engine.sock"), (wire, connection) -> {
            while (true) {
                wire.readHead();
                wire.send(ENGINE_ANSWER);
            }
        });
        gate = TestGate.open(folder, engine.socket(), TestGate.limits(), policy);
        client = gate.connect();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        gate.close();
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /containers/json",
        "GET,    /v1.41/containers/json?all=1",
        "GET,    /containers/web/json",
        "GET,    /v1.41/images/registry.example/team/app:1/history",
        "GET,    /volumes/data",
        "GET,    /_ping",
    })
    void passes_a_get_of_an_enabled_route_with_the_headers_of_the_engine(String method, String target)
            throws Exception {
        Wire.Response response = client.send(method + " " + target + " HTTP/1.1\r\nHost: x\r\n\r\n")
                .readResponse();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("api-version", "1.41");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,    /containers/json,         not served at all by an engine",
        "DELETE,  /v1.41/containers/json,   another operation of an engine: the container `json`",
        "PUT,     /volumes/data,            an operation of an engine",
        "DELETE,  /volumes/data,            an operation of an engine",
        "OPTIONS, /containers/json,         answered by an engine on every path",
        "PATCH,   /images/app/json,         a method that no operation has",
        "POST,    /v1.24/_ping,             with a version",
    })
    void answers_400_to_another_method_on_an_enabled_route(String method, String target, String why) throws Exception {
        Wire.Response response = client.send(method + " " + target + " HTTP/1.1\r\nHost: x\r\n\r\n")
                .readResponse();
        assertThat(response.status()).as(why).isEqualTo(400);
        assertThat(response.text()).isEqualTo("400 Bad request ; only GET allowed.\n");
        assertPlainText(response);
        assertThat(gate.nextEvent().status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /info,                    not enabled",
        "POST,   /info,                    not enabled",
        "GET,    /containers/web/logs,     of an enabled family but no route of its own",
        "POST,   /containers/create,       GET has no such path",
        "DELETE, /containers/web,          GET has no such path",
        "GET,    /images/search,           of an enabled family but no route of its own",
        "GET,    /versionfoo,              no path of an engine",
        "GET,    /,                        no path of an engine",
    })
    void answers_404_to_everything_else(String method, String target, String why) throws Exception {
        Wire.Response response = client.send(method + " " + target + " HTTP/1.1\r\nHost: x\r\n\r\n")
                .readResponse();
        assertThat(response.status()).as(why).isEqualTo(404);
        assertThat(response.text()).isEqualTo("404 page not found\n");
        assertPlainText(response);
        assertThat(gate.nextEvent().allowed()).isFalse();
    }

    @Test
    void refuses_head_like_any_other_method_and_keeps_the_connection() throws Exception {
        client.send("HEAD /_ping HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readHead()).startsWith("HTTP/1.1 400 ").doesNotContain("Connection: close");
        Wire.Response next =
                client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n").readResponse();
        assertThat(next.status()).isEqualTo(200);
    }

    @Test
    void refuses_a_malformed_request_in_its_usual_words() throws Exception {
        Wire.Response response =
                client.send("GET /containers/json HTTP/1.1\r\n\r\n").readResponse();
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text()).contains(Reason.HOST_MALFORMED.code());
    }

    private static void assertPlainText(Wire.Response response) {
        assertThat(response.headers())
                .containsEntry("content-type", "text/plain; charset=utf-8")
                .containsEntry("x-content-type-options", "nosniff");
    }
}
