package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP on both sides of the gate: framing, persistence, order, interim answers, and what is written to the engine. */
@Timeout(30)
class WireTest {
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
    void passes_a_request_and_its_answer_and_keeps_both_connections() throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            for (int i = 0; i < 3; i++) {
                Wire.Response response =
                        client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n").readResponse();
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.text()).isEqualTo("OK");
                TestGate.Ended event = gate.nextEvent();
                assertThat(event.operation()).isEqualTo(Operation.SystemPing);
                assertThat(event.allowed()).isTrue();
                assertThat(event.status()).isEqualTo(200);
                assertThat(event.bytesDown()).isEqualTo(2);
            }
            assertThat(engine.connections()).isEqualTo(1);
        }
    }

    @Test
    void writes_the_request_to_the_engine_anew() throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("GET /v1.41/containers/json?filters={\"label\":[\"a\"]} HTTP/1.1\r\nHost: evil\r\n"
                    + "X-Forwarded-For: 1.2.3.4\r\nForwarded: for=1\r\nVia: x\r\nX-Real-IP: 1\r\nTE: trailers\r\n"
                    + "Connection: keep-alive, X-Hop\r\nKeep-Alive: 5\r\nProxy-Authorization: a\r\n"
                    + "Authorization: Bearer secret\r\nX-Registry-Auth: e30=\r\nUser-Agent: t\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(200);
            String head = engine.heads().remove();
            assertThat(head).startsWith("GET /v1.41/containers/json?filters=%7B%22label%22");
            assertThat(head)
                    .contains("\r\nHost: docker\r\n", "\r\nX-Registry-Auth: e30=\r\n", "\r\nUser-Agent: t\r\n")
                    .doesNotContainIgnoringCase("forwarded")
                    .doesNotContainIgnoringCase("via")
                    .doesNotContainIgnoringCase("real-ip")
                    .doesNotContainIgnoringCase("authorization")
                    .doesNotContain("evil", "trailers", "eep-", "\"");
        }
    }

    @Test
    void answers_pipelined_requests_in_order() throws Exception {
        int count = 2000;
        try (FakeEngine engine = engine((wire, connection) -> {
                    while (true) {
                        String head = wire.readHead();
                        String name = head.substring(head.indexOf("name") + 4, head.indexOf("/json"));
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + name.length() + "\r\n\r\n" + name);
                    }
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        client.send("GET /containers/name" + i + "/json HTTP/1.1\r\nHost: x\r\n\r\n");
                    }
                } catch (IOException fault) {
                    throw new java.io.UncheckedIOException(fault);
                }
            });
            for (int i = 0; i < count; i++) {
                assertThat(client.readResponse().text()).isEqualTo(String.valueOf(i));
            }
            sender.join();
        }
    }

    @Test
    void passes_a_body_of_either_framing_byte_for_byte() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    while (true) {
                        String head = wire.readHead();
                        byte[] body = head.contains("chunked") ? wire.readChunked() : wire.readBytes(100_000);
                        String sum = String.valueOf(Arrays.hashCode(body));
                        wire.send("HTTP/1.1 201 Created\r\nContent-Length: " + sum.length() + "\r\n\r\n" + sum);
                    }
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            byte[] body = new byte[100_000];
            new java.util.Random(7).nextBytes(body);
            String sum = String.valueOf(Arrays.hashCode(body));
            client.send("POST /images/load HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-tar\r\n"
                            + "Content-Length: 100000\r\n\r\n")
                    .send(body);
            assertThat(client.readResponse().text()).isEqualTo(sum);
            client.send("POST /images/load HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-tar\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            for (int from = 0; from < body.length; from += 12_345) {
                byte[] part = Arrays.copyOfRange(body, from, Math.min(body.length, from + 12_345));
                client.send(Integer.toHexString(part.length) + "\r\n")
                        .send(part)
                        .send("\r\n");
            }
            client.send("0\r\nTrailer-Field: dropped\r\n\r\n");
            assertThat(client.readResponse().text()).isEqualTo(sum);
            assertThat(gate.nextEvent().bytesUp()).isEqualTo(100_000);
            assertThat(gate.nextEvent().bytesUp()).isEqualTo(100_000);
        }
    }

    @Test
    void passes_on_100_continue_and_then_the_answer() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    assertThat(wire.readHead()).contains("Expect: 100-continue");
                    wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                    wire.readBytes(5);
                    wire.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");
            client.send("{   }");
            assertThat(client.readResponse().status()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @CsvSource({"HEAD,/_ping,200", "GET,/info,204", "GET,/info,304"})
    void knows_which_answers_have_no_body(String method, String path, int status) throws Exception {
        try (FakeEngine engine = recording("HTTP/1.1 " + status + " X\r\nContent-Length: 2\r\n\r\n");
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.readResponse(false).status()).isEqualTo(status);
            }
            assertThat(engine.connections()).isEqualTo(1);
        }
    }

    @Test
    void serves_http_1_0_and_closes_unless_asked_to_stay() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    assertThat(wire.readHead()).contains(" HTTP/1.0\r\n");
                    wire.send("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nOK");
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire closing = gate.connect();
                Wire staying = gate.connect()) {
            closing.send("GET /_ping HTTP/1.0\r\n\r\n");
            assertThat(closing.readResponse().headers()).containsEntry("connection", "close");
            assertThat(closing.read()).isEqualTo(-1);
            for (int i = 0; i < 2; i++) {
                staying.send("GET /_ping HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertThat(staying.readResponse().headers()).containsEntry("connection", "keep-alive");
            }
        }
    }

    @Test
    void gives_an_answer_without_a_length_until_the_engine_closes() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\n\r\nto the end");
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            Wire.Response response =
                    client.send("GET /info HTTP/1.1\r\nHost: x\r\n\r\n").readResponse();
            assertThat(response.text()).isEqualTo("to the end");
            assertThat(response.headers()).containsEntry("connection", "close");
        }
    }

    @Test
    void accepts_a_head_that_comes_byte_by_byte() throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            for (char octet : "GET /v1.41/_ping HTTP/1.1\r\nHost: docker\r\nUser-Agent: slow\r\n\r\n".toCharArray()) {
                client.send(String.valueOf(octet));
                Thread.sleep(1);
            }
            assertThat(client.readResponse().text()).isEqualTo("OK");
            assertThat(engine.heads().remove()).contains("User-Agent: slow");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 2_048, 2_049, 10_000, 30_000})
    void accepts_heads_of_any_size_within_the_limit(int size) throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            String start = "GET /_ping HTTP/1.1\r\nHost: x\r\nX-Meta: ";
            String head = start + "a".repeat(size - start.length() - 4) + "\r\n\r\n";
            assertThat(client.send(head + head).readResponse().text()).isEqualTo("OK");
            assertThat(client.readResponse().text()).isEqualTo("OK");
        }
    }

    @Test
    void keeps_no_more_of_a_target_than_a_record_may_show() throws Exception {
        try (FakeEngine engine = recording(OK);
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            String query = "?a=" + "b".repeat(10_000);
            client.send("GET /containers/json" + query + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readResponse().text()).isEqualTo("OK");
            assertThat(engine.heads().remove()).startsWith("GET /containers/json" + query + " HTTP/1.1\r\n");
            assertThat(gate.nextEvent().target()).hasSize(4096).startsWith("/containers/json?a=bbb");
        }
    }
}
