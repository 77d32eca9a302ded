package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.TestLimits;
import io.caisson.server.testing.Until;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which engine connections serve a second client, and that none does on which anything may be left. */
@Timeout(60)
class SpareLinksTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    @TempDir
    Path folder;

    private final AtomicInteger connections = new AtomicInteger();

    /** Gives every request the same bytes and counts connections. */
    private FakeEngine answering(String answer) throws IOException {
        return FakeEngine.start(folder.resolve("engine.sock"), (wire, connection) -> {
            connections.incrementAndGet();
            while (true) {
                String head = wire.readHead();
                wire.send(head.startsWith("HEAD") ? answer.substring(0, answer.indexOf("\r\n\r\n") + 4) : answer);
            }
        });
    }

    private TestGate gate(FakeEngine engine) throws IOException {
        return TestGate.open(folder, engine.socket(), new TestLimits().build(), operation -> true);
    }

    private static void ask(TestGate gate, String request) throws Exception {
        try (Wire client = gate.connect()) {
            client.send(request).readHead();
        }
        Until.holds("the client's leaving is noticed", () -> gate.openConnections() == 0);
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    @Test
    void a_get_without_a_body_leaves_a_connection_for_the_next_client() throws Exception {
        try (FakeEngine engine = answering(OK);
                TestGate gate = gate(engine)) {
            for (int i = 0; i < 5; i++) {
                ask(gate, get("/_ping"));
            }
            assertThat(connections).hasValue(1);
            ask(gate, "POST /containers/a/start HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            assertThat(connections).hasValue(2);
            ask(gate, get("/_ping"));
            assertThat(connections).hasValue(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /containers/a/start HTTP/1.1 | Content-Length: 0 | a change",
                "GET /_ping HTTP/1.1               | Content-Length: 0 | a length",
                "HEAD /_ping HTTP/1.1              | Accept: x         | an answer whose end only the method tells",
            })
    void whatever_could_be_read_in_two_ways_keeps_its_connection_to_itself(String line, String field, String why)
            throws Exception {
        try (FakeEngine engine = answering(OK);
                TestGate gate = gate(engine)) {
            ask(gate, line + "\r\nHost: x\r\n" + field + "\r\n\r\n");
            ask(gate, get("/_ping"));
            assertThat(connections).as(why).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "x",
                OK + OK,
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nOK",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nOK",
                "HTTP/1.1 200 OK\r\n\r\nOK",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nOK",
            })
    void an_answer_that_is_not_whole_or_more_than_that_is_the_last_of_its_connection(String answer) throws Exception {
        try (FakeEngine engine = answering(answer);
                TestGate gate = gate(engine)) {
            ask(gate, get("/_ping"));
            ask(gate, get("/_ping"));
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void a_late_byte_is_nobodys_answer() throws Exception {
        AtomicInteger late = new AtomicInteger();
        try (FakeEngine engine = FakeEngine.start(folder.resolve("engine.sock"), (wire, connection) -> {
                    connections.incrementAndGet();
                    wire.readHead();
                    wire.send(OK);
                    if (connections.get() == 1) {
                        Until.holds("the first client is gone", () -> late.get() == 1);
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nSECRET");
                        late.set(2);
                    }
                    wire.readHead();
                });
                TestGate gate = gate(engine)) {
            ask(gate, get("/_ping"));
            late.set(1);
            Until.holds("the byte was sent", () -> late.get() == 2);
            try (Wire client = gate.connect()) {
                assertThat(client.send(get("/_ping")).readResponse().text()).isEqualTo("OK");
            }
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void spares_are_closed_when_nobody_comes_and_when_the_engine_or_the_gate_leaves() throws Exception {
        TestLimits limits = new TestLimits();
        limits.engineIdleWait = Duration.ofMillis(300);
        try (FakeEngine engine = answering(OK)) {
            try (TestGate gate = TestGate.open(folder, engine.socket(), limits.build(), operation -> true)) {
                ask(gate, get("/_ping"));
                assertThat(engine.openConnections()).isEqualTo(1);
                Until.holds("an idle spare is closed", () -> engine.openConnections() == 0);
                ask(gate, get("/_ping"));
            }
            Until.holds("a stopped gate keeps nothing", () -> engine.openConnections() == 0);
        }
    }

    @Test
    void many_clients_leave_a_few() throws Exception {
        try (FakeEngine engine = answering(OK);
                TestGate gate = gate(engine)) {
            Wire[] clients = new Wire[3 * SpareLinks.COUNT_MAX];
            for (int i = 0; i < clients.length; i++) {
                clients[i] = gate.connect();
                clients[i].send(get("/_ping")).readResponse();
            }
            for (Wire client : clients) {
                client.close();
            }
            Until.holds("most are closed", () -> engine.openConnections() == SpareLinks.COUNT_MAX);
        }
    }
}
