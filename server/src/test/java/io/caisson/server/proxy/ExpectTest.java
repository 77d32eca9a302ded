package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.reason.Reason;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that wait for a 100 before they send a body: what comes after another answer must not be taken for it. */
@Timeout(30)
class ExpectTest {
    private static final String HEAD = "PUT /containers/a/archive?path=/ HTTP/1.1\r\nHost: x\r\n"
            + "Content-Type: application/x-tar\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    @TempDir
    Path folder;

    private FakeEngine engine(FakeEngine.Script script) throws IOException {
        return FakeEngine.start(folder.resolve("engine.sock"), script);
    }

    @Test
    void keeps_the_connection_after_a_100_and_the_body() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 100 Continue\r\nContent-Length: 7\r\n\r\n");
                    wire.readBytes(5);
                    wire.send(OK);
                    wire.readHead();
                    wire.send(OK);
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            assertThat(client.send(HEAD).readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send("12345").readResponse().text()).isEqualTo("OK");
            assertThat(client.send(PING).readResponse().text()).isEqualTo("OK");
            assertThat(engine.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 103 Early Hints\r\n\r\n"})
    void closes_after_a_final_answer_instead_of_a_100(String before) throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(before + "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone");
                    wire.readToEnd();
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send(HEAD);
            if (!before.isEmpty()) {
                assertThat(client.readHead()).isEqualTo(before);
            }
            Wire.Response response = client.readResponse();
            assertThat(response.text()).isEqualTo("none");
            assertThat(response.headers()).containsEntry("connection", "close");
            // Body or next request: whatever it is, it is not answered.
            client.send(PING);
            assertThat(client.read()).isEqualTo(-1);
            assertThat(gate.nextEvent().status()).isEqualTo(404);
            assertThat(gate.eventsWaiting()).isZero();
        }
    }

    @Test
    void keeps_the_connection_when_the_client_did_not_wait() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.readBytes(5);
                    wire.send(OK);
                    wire.readToEnd();
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            Wire.Response response = client.send(HEAD + "12345").readResponse();
            assertThat(response.text()).isEqualTo("OK");
            assertThat(response.headers()).doesNotContainKey("connection");
        }
    }

    @Test
    void closes_after_a_denial() throws Exception {
        try (FakeEngine engine = engine(FakeEngine.answering(OK));
                TestGate gate = TestGate.open(folder, engine.socket(), TestGate.limits(), operation -> false);
                Wire client = gate.connect()) {
            Wire.Response response = client.send(HEAD).readResponse();
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.headers()).containsEntry("connection", "close");
            assertThat(client.read()).isEqualTo(-1);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.OPERATION_DENIED);
        }
    }

    @Test
    void does_not_wait_for_ever_for_the_body_of_a_request_that_hijacks() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> wire.readToEnd());
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("POST /exec/a/start HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{");
            assertThat(client.readResponse().status()).isEqualTo(408);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.REQUEST_TIMEOUT);
        }
    }
}
