package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.reason.Reason;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.TestLimits;
import io.caisson.server.testing.Until;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw streams whose ends are left, closed and broken in every order. */
@Timeout(60)
class TunnelTest {
    private static final String UPGRADED =
            "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    private static final String ATTACH =
            "POST /containers/a/attach?stream=1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @TempDir
    Path folder;

    private FakeEngine engine(FakeEngine.Script script) throws IOException {
        return FakeEngine.start(folder.resolve("engine.sock"), script);
    }

    @Test
    void gives_the_client_what_the_engine_said_last_although_it_takes_no_more() throws Exception {
        int size = 150_000;
        try (FakeEngine engine = engine((wire, connection) -> {
                    // As when the process ends while its standard input is still being written.
                    wire.readHead();
                    wire.send(UPGRADED);
                    wire.send(new byte[size]);
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            for (int round = 0; round < 20; round++) {
                try (Wire client = gate.connect()) {
                    Thread flood = Thread.ofVirtual().start(() -> {
                        try {
                            client.send(ATTACH);
                            client.send(new byte[4 << 20]);
                        } catch (IOException expected) {
                            // The engine has left.
                        }
                    });
                    client.readHead();
                    assertThat(client.readToEnd()).hasSize(size);
                    client.close();
                    flood.join();
                }
                assertThat(gate.nextEvent().bytesDown()).isEqualTo(size);
            }
            gate.awaitNothingOpen();
        }
    }

    @Test
    void gives_the_engine_what_the_client_said_last_although_it_takes_no_more() throws Exception {
        CompletableFuture<Integer> received = new CompletableFuture<>();
        CompletableFuture<Void> clientGone = new CompletableFuture<>();
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(UPGRADED);
                    clientGone.get();
                    wire.send("nobody reads this");
                    Thread.sleep(200);
                    received.complete(wire.readToEnd().length);
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            long sent;
            try (Wire client = gate.connect()) {
                client.send(ATTACH);
                client.readHead();
                sent = client.sendUntilStuck();
            }
            clientGone.complete(null);
            assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo((int) sent);
            gate.awaitNothingOpen();
        }
    }

    @Test
    void gives_the_engine_everything_after_it_has_stopped_talking() throws Exception {
        CompletableFuture<Integer> received = new CompletableFuture<>();
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(UPGRADED);
                    wire.endOutput();
                    Thread.sleep(300);
                    received.complete(wire.readToEnd().length);
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send(ATTACH);
            client.readHead();
            assertThat(client.read()).isEqualTo(-1);
            client.send(new byte[3 << 20]);
            client.endOutput();
            assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(3 << 20);
            gate.awaitNothingOpen();
        }
    }

    @Test
    void gives_the_client_everything_after_it_has_stopped_talking() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(UPGRADED);
                    assertThat(wire.read()).isEqualTo(-1);
                    wire.send(new byte[3 << 20]);
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send(ATTACH);
            client.readHead();
            client.endOutput();
            Thread.sleep(300);
            assertThat(client.readToEnd()).hasSize(3 << 20);
            assertThat(gate.nextEvent().reason()).isNull();
            gate.awaitNothingOpen();
        }
    }

    @Test
    void does_not_open_a_stream_for_a_client_that_has_left() throws Exception {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    gone.get();
                    Thread.sleep(100);
                    wire.send(UPGRADED + "hello");
                    wire.readToEnd();
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            try (Wire client = gate.connect()) {
                client.send(ATTACH);
                Until.holds("the engine is asked", () -> engine.connections() == 1);
            }
            gone.complete(null);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.CLIENT_DISCONNECTED);
            gate.awaitNothingOpen();
            Until.holds("the engine is left alone", () -> engine.openConnections() == 0);
            assertThat(gate.eventsWaiting()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ATTACH, "POST /images/load HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n"})
    void notices_that_a_client_left_while_the_engine_takes_nothing(String request) throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    if (request.equals(ATTACH)) {
                        wire.send(UPGRADED);
                    }
                    Thread.sleep(20_000);
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            try (Wire client = gate.connect()) {
                client.send(request);
                assertThat(client.sendUntilStuck()).isLessThan(2 << 20);
                assertThat(gate.openConnections()).isEqualTo(1);
            }
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.CLIENT_DISCONNECTED);
            gate.awaitNothingOpen();
        }
    }

    @Test
    void notices_that_a_client_left_after_it_had_said_everything() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(UPGRADED);
                    Thread.sleep(20_000);
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            try (Wire client = gate.connect()) {
                client.send(ATTACH);
                client.readHead();
                client.endOutput();
                // Longer than it takes to notice: a client that only listens is not taken for one that left.
                Thread.sleep(2_500);
                assertThat(gate.openStreams()).isEqualTo(1);
            }
            gate.awaitNothingOpen();
        }
    }

    @Test
    void bounds_the_silence_of_a_client_after_the_engine_has_ended_not_its_talk() throws Exception {
        TestLimits limits = new TestLimits();
        limits.halfClosedWait = Duration.ofSeconds(1);
        CompletableFuture<Integer> received = new CompletableFuture<>();
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(UPGRADED);
                    wire.endOutput();
                    received.complete(wire.readToEnd().length);
                });
                TestGate gate = TestGate.open(folder, engine.socket(), limits.build(), operation -> true);
                Wire client = gate.connect()) {
            client.send(ATTACH);
            client.readHead();
            assertThat(client.read()).isEqualTo(-1);
            for (int i = 0; i < 8; i++) {
                client.send("x");
                Thread.sleep(250);
            }
            assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(8);
            gate.awaitNothingOpen();
        }
    }

    @Test
    void ends_both_sides_when_the_engine_breaks() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(UPGRADED + "so far");
                    // Closed with unread bytes, which resets the connection.
                    Thread.sleep(200);
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send(ATTACH);
            client.readHead();
            client.send("never read");
            assertThat(new String(client.readToEnd(), java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("so far");
            gate.nextEvent();
            client.close();
            gate.awaitNothingOpen();
        }
    }
}
