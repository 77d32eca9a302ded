package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams: answers without end, hijacked connections with half-close, and back-pressure. */
@Timeout(60)
class StreamTest {
    private static final String RAW = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n";
    private static final String UPGRADED =
            "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @TempDir
    Path folder;

    private FakeEngine engine(FakeEngine.Script script) throws IOException {
        return FakeEngine.start(folder.resolve("engine.sock"), script);
    }

    /** Reads a hijacking request with its body, agrees, and echoes until the client ends its side; then says bye. */
    private static FakeEngine.Script echoing(String agreement) {
        return (wire, connection) -> {
            String head = wire.readHead();
            if (head.contains("Content-Length: 2")) {
                wire.readBytes(2);
            }
            wire.send(agreement);
            for (int octet = wire.read(); octet >= 0; octet = wire.read()) {
                wire.send(new byte[] {(byte) octet});
            }
            wire.send("bye");
        };
    }

    @Test
    void passes_events_on_as_they_come() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    wire.send("3\r\none\r\n");
                    // The second event is sent only once the first has been seen: a buffering proxy would hang here.
                    assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
                    wire.send("3\r\ntwo\r\n0\r\n\r\n");
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
            client.readHead();
            assertThat(client.readText(8)).isEqualTo("3\r\none\r\n");
            assertThat(gate.openStreams()).isEqualTo(1);
            seen.countDown();
            assertThat(client.readText(13)).isEqualTo("3\r\ntwo\r\n0\r\n\r\n");
            gate.nextEvent();
            assertThat(gate.openStreams()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hijacks_with_and_without_an_upgrade_and_passes_half_close_on(boolean upgrade) throws Exception {
        try (FakeEngine engine = engine(echoing(upgrade ? UPGRADED : RAW));
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            String fields = upgrade ? "Connection: Upgrade\r\nUpgrade: tcp\r\n" : "";
            client.send("POST /v1.41/exec/abc/start HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + fields
                    + "Content-Length: 2\r\n\r\n{}early");
            String head = client.readHead();
            assertThat(head).startsWith(upgrade ? "HTTP/1.1 101 " : "HTTP/1.1 200 ");
            if (upgrade) {
                assertThat(head).contains("Connection: Upgrade\r\n", "Upgrade: tcp\r\n");
            }
            assertThat(client.readText(5)).isEqualTo("early");
            client.send("late");
            assertThat(client.readText(4)).isEqualTo("late");
            client.endOutput();
            assertThat(new String(client.readToEnd(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("bye");
            TestGate.Ended event = gate.nextEvent();
            assertThat(event.hijacked()).isTrue();
            assertThat(event.reason()).isNull();
            assertThat(event.bytesUp()).isEqualTo(2 + 9);
            assertThat(event.bytesDown()).isEqualTo(12);
            assertThat(gate.openStreams()).isZero();
        }
    }

    @Test
    void passes_the_engines_end_on_while_the_client_still_talks() throws Exception {
        StringBuilder rest = new StringBuilder();
        CountDownLatch done = new CountDownLatch(1);
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(UPGRADED + "out");
                    wire.endOutput();
                    rest.append(new String(wire.readToEnd(), java.nio.charset.StandardCharsets.UTF_8));
                    done.countDown();
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("POST /containers/a/attach?stream=1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                    + "Upgrade: tcp\r\n\r\n");
            client.readHead();
            assertThat(new String(client.readToEnd(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("out");
            client.send("still here");
            client.endOutput();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(rest.toString()).isEqualTo("still here");
        }
    }

    @Test
    void moves_megabytes_both_ways_at_once() throws Exception {
        int size = 8 << 20;
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(UPGRADED);
                    byte[] part = new byte[64 << 10];
                    for (int moved = 0; moved < size; moved += part.length) {
                        wire.send(wire.readBytes(part.length));
                    }
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("POST /containers/a/attach HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
            client.readHead();
            byte[] sent = new byte[size];
            new java.util.Random(3).nextBytes(sent);
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    client.send(sent);
                } catch (IOException fault) {
                    throw new java.io.UncheckedIOException(fault);
                }
            });
            assertThat(client.readBytes(size)).isEqualTo(sent);
            sender.join();
        }
    }

    @Test
    void upgrades_a_session_to_h2c_on_a_request_with_a_body() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    String head = wire.readHead();
                    assertThat(head).contains("Upgrade: h2c\r\n");
                    wire.readBytes(2);
                    wire.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
                    wire.send(wire.readBytes(4));
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("POST /session HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n"
                    + "Content-Length: 2\r\n\r\nab");
            assertThat(client.readHead()).startsWith("HTTP/1.1 101 ").contains("Upgrade: h2c");
            client.send("PRI ");
            assertThat(client.readText(4)).isEqualTo("PRI ");
        }
    }

    @Test
    void does_not_turn_an_ordinary_operation_into_a_raw_stream() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    assertThat(wire.readHead()).doesNotContainIgnoringCase("upgrade");
                    wire.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
                    wire.readToEnd();
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("GET /info HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(502);
        }
    }

    @Test
    void does_not_read_an_engine_whose_client_does_not_read() throws Exception {
        AtomicLong offered = new AtomicLong();
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: application/x-tar\r\n\r\n");
                    byte[] part = new byte[64 << 10];
                    while (true) {
                        wire.send(part);
                        offered.addAndGet(part.length);
                    }
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("GET /containers/a/export HTTP/1.1\r\nHost: x\r\n\r\n");
            client.readHead();
            long before = -1;
            while (offered.get() != before) {
                before = offered.get();
                Thread.sleep(300);
            }
            // Two socket buffers and one parked helping, not more.
            assertThat(offered.get()).isLessThan(2 << 20);
            // Once it reads again, everything flows again.
            client.readBytes(8 << 20);
            assertThat(offered.get()).isGreaterThan(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /events", "POST /containers/a/wait"})
    void lets_go_of_both_sides_when_the_client_leaves_a_silent_stream(String request) throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    wire.channel().configureBlocking(true);
                    Thread.sleep(20_000);
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            Wire client = gate.connect();
            client.send(request + " HTTP/1.1\r\nHost: x\r\n\r\n");
            client.readHead();
            client.close();
            gate.nextEvent();
            for (int i = 0; i < 50 && gate.openConnections() > 0; i++) {
                Thread.sleep(100);
            }
            assertThat(gate.openConnections()).isZero();
            assertThat(gate.openStreams()).isZero();
        }
    }
}
