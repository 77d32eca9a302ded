package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Policy;
import io.caisson.core.reason.Reason;
import io.caisson.server.testing.Conditions;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.TestLimits;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused and what exceeds a limit: each with its own reason and status, and the connection in a known state. */
@Timeout(30)
class RefusalTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nOK";

    @TempDir
    Path folder;

    private FakeEngine engine(FakeEngine.Script script) throws IOException {
        return FakeEngine.start(folder.resolve("engine.sock"), script);
    }

    private FakeEngine recording(String response) throws IOException {
        FakeEngine[] self = new FakeEngine[1];
        self[0] = engine((wire, connection) -> {
            while (true) {
                self[0].note(wire.readHead());
                wire.send(response);
            }
        });
        return self[0];
    }

    @Test
    void a_refusal_that_quotes_a_rule_is_json_whatever_the_rule_holds() throws Exception {
        Policy policy = new Conditions()
                .revision("\"r\" \\ \u2026")
                .allowCall(Operation.ContainerList, call -> false)
                .build();
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket(), TestGate.limits(), policy);
                Wire client = gate.connect()) {
            client.send("GET /containers/json HTTP/1.1\r\nHost: x\r\n\r\n");
            Wire.Response response = client.readResponse();
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.text()).contains("`\\\"r\\\" \\\\ \\u2026: ContainerList when code`");
        }
    }

    @Test
    void redirects_a_path_that_the_engine_would_redirect() throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("GET /v1.41/containers//web/../%2Fa%0d%0ab/json?all=1&x=%0a HTTP/1.1\r\nHost: x\r\n\r\n");
            Wire.Response response = client.readResponse();
            assertThat(response.status()).isEqualTo(301);
            assertThat(response.headers().get("location")).isEqualTo("/v1.41/containers/a%0D%0Ab/json?all=1&x=%0a");
            assertThat(response.text()).contains("path_not_canonical, exchange test-1)");
            assertThat(engine.heads()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /_ping HTTP/1.1\\r\\n\\r\\n                                                      | HOST_MALFORMED
            GET /_ping HTTP/1.1\\r\\nHost: a\\r\\nHost: a\\r\\n\\r\\n                            | HOST_MALFORMED
            GET /_ping HTTP/2.0\\r\\nHost: a\\r\\n\\r\\n                                         | PROTOCOL_VERSION_UNSUPPORTED
            PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n                                             | HTTP2_REFUSED
            GET  /_ping HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                        | TARGET_MALFORMED
            get /_ping HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                         | METHOD_MALFORMED
            POST /info HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n | FRAMING_AMBIGUOUS
            POST /info HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n   | FRAMING_UNSUPPORTED
            GET /_ping HTTP/1.1\\nHost: a\\n\\n                                                  | HEAD_MALFORMED
            GET /_ping HTTP/1.1\\r\\nHost: a\\r\\n folded\\r\\n\\r\\n                            | HEAD_MALFORMED
            GET /_ping HTTP/1.1\\r\\nHost : a\\r\\n\\r\\n                                        | HEAD_MALFORMED
            GET /_ping HTTP/1.1\\r\\nHost: a\\r\\nExpect: tea\\r\\n\\r\\n                        | EXPECTATION_UNSUPPORTED
            """)
    void refuses_what_can_be_read_in_two_ways_and_closes(String request, Reason reason) throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send(request.replace("\\r", "\r").replace("\\n", "\n"));
            Wire.Response response = client.readResponse();
            assertThat(response.status()).isEqualTo(reason.status());
            assertThat(response.text()).contains(reason.code());
            assertThat(response.headers()).containsEntry("connection", "close");
            assertThat(client.read()).isEqualTo(-1);
            assertThat(gate.nextEvent().reason()).isEqualTo(reason);
            assertThat(engine.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /containers/a/rename?name=b | Content-Type: application/x-www-form-urlencoded   | CONTENT_TYPE_REFUSED
            PUT /containers/a/archive?path=/ | Content-Type: Application/X-WWW-Form-URLEncoded;a | CONTENT_TYPE_REFUSED
            POST /build?remote=b             | Content-Type: multipart/form-data; boundary=b     | CONTENT_TYPE_REFUSED
            POST /containers/create          | Content-Type: application/grpc                    | HTTP2_REFUSED
            POST /exec/a/start               | Upgrade: h2c                                      | UPGRADE_UNSUPPORTED
            POST /containers/a/attach        | Upgrade: websocket                                | UPGRADE_UNSUPPORTED
            POST /session                    | Upgrade: tcp                                      | UPGRADE_UNSUPPORTED
            GET /containers/a/attach/ws      | Upgrade: h2c                                      | UPGRADE_UNSUPPORTED
            """)
    void refuses_what_is_allowed_but_could_mean_something_else(String line, String field, Reason reason)
            throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send(line + " HTTP/1.1\r\nHost: x\r\n" + field + "\r\nContent-Length: 3\r\n\r\na=b");
            Wire.Response response = client.readResponse();
            assertThat(response.status()).isEqualTo(reason.status());
            assertThat(response.text()).contains(reason.code());
            TestGate.Ended event = gate.nextEvent();
            assertThat(event.reason()).isEqualTo(reason);
            assertThat(event.operation()).isNotNull();
            // The body was read away: the next request is understood.
            client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readResponse().text()).isEqualTo("OK");
            assertThat(engine.heads()).hasSize(1);
        }
    }

    @Test
    void refuses_malformed_chunks_in_the_middle_of_a_body() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> wire.readToEnd());
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("POST /images/load HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-tar\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            client.send("5;ext=1\r\nhello\r\n0\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(400);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.BODY_MALFORMED);
        }
    }

    @Test
    void keeps_the_connection_after_a_denial_and_reads_its_body_away() throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(
                        folder, engine.socket(), TestGate.limits(), operation -> operation == Operation.SystemPing);
                Wire client = gate.connect()) {
            String body = "x".repeat(200_000);
            client.send("POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            Wire.Response denied = client.readResponse();
            assertThat(denied.status()).isEqualTo(403);
            assertThat(denied.text()).contains("ContainerCreate is not allowed here", "operation_denied");
            assertThat(client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n")
                            .readResponse()
                            .text())
                    .isEqualTo("OK");
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.OPERATION_DENIED);
            assertThat(engine.heads()).hasSize(1);
        }
    }

    @Test
    void closes_after_a_denial_whose_body_is_too_long_to_read_away() throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket(), TestGate.limits(), operation -> false);
                Wire client = gate.connect()) {
            client.send("POST /images/load HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-tar\r\n"
                    + "Content-Length: 5000000000\r\n\r\nstart");
            Wire.Response denied = client.readResponse();
            assertThat(denied.status()).isEqualTo(403);
            assertThat(denied.headers()).containsEntry("connection", "close");
        }
    }

    @ParameterizedTest
    @CsvSource({"40000,HEAD_TOO_LARGE", "200,TOO_MANY_HEADERS"})
    void bounds_the_head(int amount, Reason reason) throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            String fields = reason == Reason.TOO_MANY_HEADERS ? "a: b\r\n".repeat(amount) : "a: " + "b".repeat(amount);
            client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n" + fields);
            assertThat(client.readResponse().status()).isEqualTo(431);
            assertThat(gate.nextEvent().reason()).isEqualTo(reason);
        }
    }

    @Test
    void bounds_the_target() throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("GET /containers/json?a=" + "b".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(414);
        }
    }

    @Test
    void does_not_wait_for_ever_for_a_head() throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("GET /_ping HTTP/1.1\r\nHo");
            assertThat(client.readResponse().status()).isEqualTo(408);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.REQUEST_TIMEOUT);
        }
    }

    @Test
    void tells_connections_over_the_limit_although_they_have_sent_something() throws Exception {
        TestLimits one = new TestLimits();
        one.connectionsMax = 1;
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket(), one.build(), operation -> true);
                Wire first = gate.connectTcp()) {
            String ping = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
            assertThat(first.send(ping).readResponse().status()).isEqualTo(200);
            gate.nextEvent();
            for (int i = 0; i < 20; i++) {
                try (Wire other = gate.connectTcp()) {
                    Wire.Response response = other.send(ping).readResponse();
                    assertThat(response.status()).isEqualTo(503);
                    assertThat(response.text()).contains("too_many_connections");
                    assertThat(gate.nextEvent().reason()).isEqualTo(Reason.TOO_MANY_CONNECTIONS);
                }
            }
        }
    }

    @Test
    void turns_away_connections_over_the_limit() throws Exception {
        TestLimits two = new TestLimits();
        two.connectionsMax = 2;
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket(), two.build(), operation -> true);
                Wire first = gate.connect();
                Wire second = gate.connect()) {
            String ping = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
            assertThat(first.send(ping).readResponse().status()).isEqualTo(200);
            assertThat(second.send(ping).readResponse().status()).isEqualTo(200);
            try (Wire third = gate.connect()) {
                assertThat(third.readResponse().status()).isEqualTo(503);
            }
            first.close();
            Thread.sleep(200);
            try (Wire fourth = gate.connect()) {
                assertThat(fourth.send(ping).readResponse().status()).isEqualTo(200);
            }
        }
    }
}
