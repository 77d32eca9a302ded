package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.reason.Reason;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that are not there, slow, broken or hostile. */
@Timeout(30)
class EngineFaultTest {
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    @TempDir
    Path folder;

    private FakeEngine engine(FakeEngine.Script script) throws IOException {
        return FakeEngine.start(folder.resolve("engine.sock"), script);
    }

    private void answers(TestGate gate, Wire client, Reason reason) throws Exception {
        Wire.Response response = client.readResponse();
        assertThat(response.status()).isEqualTo(reason.status());
        assertThat(response.text()).contains("\"message\":\"caisson: ", reason.code());
        TestGate.Ended event = gate.nextEvent();
        assertThat(event.reason()).isEqualTo(reason);
        assertThat(event.status()).isEqualTo(reason.status());
    }

    @Test
    void says_that_the_engine_is_not_there_and_finds_it_when_it_is_back() throws Exception {
        Path socket = folder.resolve("engine.sock");
        try (TestGate gate = TestGate.open(folder, socket);
                Wire client = gate.connect()) {
            client.send(PING);
            answers(gate, client, Reason.ENGINE_UNREACHABLE);
            try (FakeEngine engine = engine(FakeEngine.answering(OK))) {
                assertThat(client.send(PING).readResponse().status()).isEqualTo(200);
                gate.nextEvent();
            }
            Thread.sleep(100);
            client.send(PING);
            answers(gate, client, Reason.ENGINE_UNREACHABLE);
            try (FakeEngine engine = engine(FakeEngine.answering(OK))) {
                assertThat(client.send(PING).readResponse().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void survives_an_engine_that_closes_idle_connections() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(OK);
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.send(PING).readResponse().status()).isEqualTo(200);
                Thread.sleep(20);
            }
            assertThat(engine.connections()).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                            | ENGINE_DISCONNECTED
            HTTP/1.1 200 OK\\r\\nConte                                                    | ENGINE_DISCONNECTED
            garbage that is no HTTP\\r\\n\\r\\n                                           | ENGINE_RESPONSE_MALFORMED
            HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n | ENGINE_RESPONSE_MALFORMED
            HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nContent-Length: 3\\r\\n\\r\\nOK   | ENGINE_RESPONSE_MALFORMED
            HTTP/1.1 200 OK\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n                      | ENGINE_RESPONSE_MALFORMED
            HTTP/1.1 200 OK\\nContent-Length: 2\\n\\nOK                                   | ENGINE_RESPONSE_MALFORMED
            HTTP/1.1 200 OK\\r\\nA: b\\r\\n c\\r\\n\\r\\n                                 | ENGINE_RESPONSE_MALFORMED
            HTTP/1.1 999999 OK\\r\\n\\r\\n                                                | ENGINE_RESPONSE_MALFORMED
            HTTP/1.1 101 Sure\\r\\nUpgrade: x\\r\\n\\r\\n                                 | ENGINE_RESPONSE_MALFORMED
            """)
    void answers_502_to_a_broken_answer_and_serves_the_next_request(String answer, Reason reason) throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(connection == 1 ? answer.replace("\\r", "\r").replace("\\n", "\n") : OK);
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send(PING);
            answers(gate, client, reason);
            try (Wire next = gate.connect()) {
                assertThat(next.send(PING).readResponse().status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\nshort\r\n0\r\n\r\n",
            })
    void lets_the_client_see_that_an_answer_is_not_whole(String answer) throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(answer);
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send(PING);
            org.assertj.core.api.Assertions.assertThatThrownBy(client::readResponse)
                    .isInstanceOf(EOFException.class);
            assertThat(gate.nextEvent().reason()).isIn(Reason.ENGINE_RESPONSE_CUT, Reason.ENGINE_RESPONSE_MALFORMED);
        }
    }

    @Test
    void does_not_repeat_a_request_that_was_sent() throws Exception {
        AtomicInteger creates = new AtomicInteger();
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    creates.incrementAndGet();
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("POST /containers/a/start HTTP/1.1\r\nHost: x\r\n\r\n");
            answers(gate, client, Reason.ENGINE_DISCONNECTED);
            assertThat(creates).hasValue(1);
        }
    }

    @Test
    void gives_up_on_an_engine_that_does_not_answer_a_view() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    Thread.sleep(20_000);
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send(PING);
            answers(gate, client, Reason.ENGINE_TIMEOUT);
        }
    }

    @Test
    void never_gives_an_answer_to_a_change_to_another_client() throws Exception {
        String start = "POST /containers/a/start HTTP/1.1\r\nHost: x\r\n\r\n";
        try (FakeEngine engine = engine((wire, connection) -> {
                    // Each request gets its answer and, a moment later, one that nobody asked for.
                    while (true) {
                        wire.readHead();
                        String text = "mine " + connection;
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text);
                        Thread.sleep(connection % 3);
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nNOTMINE");
                    }
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            for (int round = 0; round < 30; round++) {
                try (Wire one = gate.connect();
                        Wire other = gate.connect()) {
                    String first = one.send(start).readResponse().text();
                    String second = other.send(start).readResponse().text();
                    assertThat(first).startsWith("mine ");
                    assertThat(second).startsWith("mine ").isNotEqualTo(first);
                }
            }
        }
    }

    @Test
    void passes_an_early_answer_on_and_stops_the_upload() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.readBytes(10);
                    wire.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbad");
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("POST /build HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-tar\r\n"
                    + "Content-Length: 100000000\r\n\r\n0123456789");
            Wire.Response response = client.readResponse();
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.text()).isEqualTo("bad");
        }
    }

    @Test
    void waits_its_turn_when_the_engines_backlog_is_full() throws Exception {
        int clients = 200;
        try (FakeEngine engine = FakeEngine.start(folder.resolve("engine.sock"), 1, FakeEngine.answering(OK));
                TestGate gate = TestGate.open(folder, engine.socket())) {
            AtomicInteger served = new AtomicInteger();
            Thread[] threads = new Thread[clients];
            for (int i = 0; i < clients; i++) {
                threads[i] = Thread.ofVirtual().start(() -> {
                    try (Wire client = gate.connect()) {
                        if (client.send(PING).readResponse().status() == 200) {
                            served.incrementAndGet();
                        }
                    } catch (IOException fault) {
                        throw new java.io.UncheckedIOException(fault);
                    }
                });
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(served).hasValue(clients);
        }
    }

    @Test
    void cuts_an_answer_that_stops_half_way() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort");
                    Thread.sleep(20_000);
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send(PING);
            org.assertj.core.api.Assertions.assertThatThrownBy(client::readResponse)
                    .isInstanceOf(EOFException.class);
            TestGate.Ended event = gate.nextEvent();
            assertThat(event.reason()).isEqualTo(Reason.ENGINE_TIMEOUT);
            assertThat(event.bytesDown()).isEqualTo(5);
        }
    }

    @Test
    void records_once_when_the_client_has_left_before_our_own_answer() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    Thread.sleep(300);
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            try (Wire client = gate.connect()) {
                client.send(PING);
                Thread.sleep(100);
            }
            gate.nextEvent();
            gate.awaitNothingOpen();
            Thread.sleep(200);
            assertThat(gate.eventsWaiting()).isZero();
        }
    }

    @Test
    void records_once_when_the_client_has_left_before_the_final_line_of_a_chunked_answer() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    Thread.sleep(300);
                    wire.send("0\r\nA: b\r\n\r\n");
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            try (Wire client = gate.connect()) {
                client.send(PING).readHead();
            }
            gate.nextEvent();
            gate.awaitNothingOpen();
            Thread.sleep(200);
            assertThat(gate.eventsWaiting()).isZero();
        }
    }
}
