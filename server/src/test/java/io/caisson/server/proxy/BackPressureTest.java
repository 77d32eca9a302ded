package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.TestLimits;
import io.caisson.server.testing.Until;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that do not read, do not write, or leave: what they may cost, and whom. */
@Timeout(60)
class BackPressureTest {
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
    private static final String DENIED = "DELETE /containers/a HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String EXPORT = "GET /containers/a/export HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir
    Path folder;

    private FakeEngine engine(FakeEngine.Script script) throws IOException {
        return FakeEngine.start(folder.resolve("engine.sock"), script);
    }

    /** Sends so many megabytes to whoever asks for an export, and OK to everybody else. */
    private FakeEngine exporting(int megabytes) throws IOException {
        return engine((wire, connection) -> {
            while (true) {
                if (wire.readHead().startsWith("GET /containers/a/export")) {
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + ((long) megabytes << 20) + "\r\n\r\n");
                    byte[] part = new byte[1 << 20];
                    for (int i = 0; i < megabytes; i++) {
                        wire.send(part);
                    }
                } else {
                    wire.send(OK);
                }
            }
        });
    }

    @Test
    void answers_a_client_that_pipelines_without_reading_once_it_reads() throws Exception {
        TestLimits limits = new TestLimits();
        limits.parkedBytesMax = 64 << 10;
        try (FakeEngine engine = exporting(1);
                TestGate gate = TestGate.open(
                        folder, engine.socket(), limits.build(), operation -> operation != Operation.ContainerDelete);
                Wire client = gate.connect()) {
            String batch = DENIED.repeat(9) + PING;
            long sent = client.sendUntilStuck(batch.getBytes(StandardCharsets.US_ASCII));
            // What the sockets hold and one helping, answers being longer than requests.
            assertThat(sent).isBetween(10_000L, 2L << 20);
            int answers = (int) (sent / batch.length()) * 10;
            for (int i = 1; i <= answers; i++) {
                Wire.Response response = client.readResponse();
                assertThat(response.status())
                        .as("answer %s of %s: %s", i, answers, response.text())
                        .isEqualTo(i % 10 == 0 ? 200 : 403);
            }
        }
    }

    /** A byte lost between two requests would make another request of the rest. */
    @ParameterizedTest
    @ValueSource(ints = {2 << 10, 8 << 10, 20 << 10, 33 << 10, 48 << 10, 70 << 10})
    void answers_pipelined_requests_in_order_or_ends_the_connection_however_little_room_there_is(int room)
            throws Exception {
        TestLimits limits = new TestLimits();
        limits.parkedBytesMax = room;
        try (FakeEngine engine = exporting(1);
                TestGate gate = TestGate.open(
                        folder, engine.socket(), limits.build(), operation -> operation != Operation.ContainerDelete);
                Wire client = gate.connect()) {
            String batch = DENIED.repeat(9) + PING;
            int answers = 0;
            try {
                long sent = client.sendUntilStuck(batch.getBytes(StandardCharsets.US_ASCII));
                for (long left = sent / batch.length() * 10; left > 0; left--) {
                    answers++;
                    assertThat(client.readResponse().status()).isEqualTo(answers % 10 == 0 ? 200 : 403);
                }
            } catch (IOException cut) {
                assertThat(room).as("after %s answers", answers).isLessThan(32 << 10);
            }
        }
    }

    @Test
    void slow_readers_do_not_hurt_others() throws Exception {
        TestLimits limits = new TestLimits();
        limits.parkedBytesMax = 512 << 10;
        try (FakeEngine engine = exporting(20);
                TestGate gate = TestGate.open(folder, engine.socket(), limits.build(), operation -> true)) {
            List<Wire> slow = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Wire client = gate.connect().send(EXPORT);
                slow.add(client);
                // Read fast at first, so that the helpings grow.
                client.readHead();
                client.readBytes(2 << 20);
            }
            Thread.sleep(500);
            try (Wire fast = gate.connect()) {
                assertThat(fast.send(PING).readResponse().text()).isEqualTo("OK");
                assertThat(fast.send(EXPORT).readResponse().body()).hasSize(20 << 20);
                assertThat(fast.send(PING).readResponse().text()).isEqualTo("OK");
            }
            // Whoever still has a connection gets all of it; whoever was cut knows why its answer ended.
            int whole = 0;
            for (Wire client : slow) {
                long rest = 0;
                try {
                    rest = client.readBytes(18 << 20).length;
                } catch (IOException cut) {
                    assertThat(rest).isZero();
                }
                whole += rest == 18 << 20 ? 1 : 0;
                client.close();
            }
            assertThat(whole).isGreaterThan(0);
            gate.awaitNothingOpen();
            int cut = 0;
            while (gate.eventsWaiting() > 0) {
                Reason reason = gate.nextEvent().reason();
                assertThat(reason).isIn(null, Reason.OVERLOADED);
                cut += reason == null ? 0 : 1;
            }
            assertThat(cut).isEqualTo(60 - whole);
        }
    }

    @Test
    void parts_of_heads_count_too_and_the_last_ones_are_refused_with_a_reason() throws Exception {
        TestLimits limits = new TestLimits();
        limits.parkedBytesMax = 256 << 10;
        limits.headWait = Duration.ofSeconds(30);
        try (FakeEngine engine = exporting(1);
                TestGate gate = TestGate.open(folder, engine.socket(), limits.build(), operation -> true)) {
            List<Wire> half = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                half.add(gate.connect()
                        .send("GET /_ping HTTP/1.1\r\nHost: x\r\nA: ")
                        .send(new String(new char[20_000]).replace('\0', 'a')));
            }
            Until.holds("some of them are given up", () -> gate.eventsWaiting() >= 50 - 256 / 20);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.OVERLOADED);
            try (Wire other = gate.connect()) {
                // In two parts, so that some of it must be held.
                other.send("GET /_ping HTTP/1.1\r\n");
                Thread.sleep(50);
                assertThat(other.send("Host: x\r\n\r\n").readResponse().text()).isEqualTo("OK");
            }
            for (Wire client : half) {
                client.close();
            }
            gate.awaitNothingOpen();
        }
    }

    @Test
    void does_not_wait_for_ever_for_a_client_to_take_a_finite_answer() throws Exception {
        TestLimits limits = new TestLimits();
        limits.idleWait = Duration.ofSeconds(1);
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n")
                            .send(new byte[5_000_000]);
                });
                TestGate gate = TestGate.open(folder, engine.socket(), limits.build(), operation -> true);
                Wire client = gate.connect()) {
            client.send("GET /containers/json HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.CLIENT_DISCONNECTED);
            gate.awaitNothingOpen();
        }
    }

    @Test
    void waits_for_a_client_to_take_a_stream() throws Exception {
        TestLimits limits = new TestLimits();
        limits.idleWait = Duration.ofSeconds(1);
        limits.engineWait = Duration.ofSeconds(1);
        try (FakeEngine engine = exporting(8);
                TestGate gate = TestGate.open(folder, engine.socket(), limits.build(), operation -> true);
                Wire client = gate.connect()) {
            client.send(EXPORT).readHead();
            Thread.sleep(2_500);
            assertThat(client.readBytes(8 << 20)).hasSize(8 << 20);
        }
    }

    @Test
    void does_not_wait_for_ever_for_an_engine_to_take_a_body() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    Thread.sleep(20_000);
                });
                TestGate gate = TestGate.open(folder, engine.socket());
                Wire client = gate.connect()) {
            client.send("POST /images/load HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n")
                    .sendUntilStuck();
            assertThat(client.readResponse().status()).isEqualTo(504);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.ENGINE_TIMEOUT);
        }
    }

    @Test
    void passes_an_answer_on_although_the_engine_does_not_take_the_body() throws Exception {
        AtomicInteger whole = new AtomicInteger();
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    Thread.sleep(100);
                    wire.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            for (int i = 0; i < 10; i++) {
                try (Wire client = gate.connect()) {
                    client.send("POST /images/load HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
                    Thread flood = Thread.ofVirtual().start(() -> {
                        try {
                            client.send(new byte[8 << 20]);
                        } catch (IOException expected) {
                            // The gate closes after the answer.
                        }
                    });
                    assertThat(client.readResponse().text()).isEqualTo("big");
                    whole.incrementAndGet();
                    client.close();
                    flood.join();
                }
            }
            assertThat(whole).hasValue(10);
            gate.awaitNothingOpen();
        }
    }

    @Test
    void notices_that_a_client_left_a_stream_behind_which_it_had_pipelined() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    wire.readToEnd();
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            try (Wire client = gate.connect()) {
                client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\nGET /_ping HT")
                        .readHead();
            }
            gate.nextEvent();
            gate.awaitNothingOpen();
            Until.holds("the engine is left alone", () -> engine.openConnections() == 0);
        }
    }

    @Test
    void notices_that_a_client_left_which_had_pipelined_more_than_is_held() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    wire.readToEnd();
                });
                TestGate gate = TestGate.open(folder, engine.socket())) {
            try (Wire client = gate.connect()) {
                client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n").readHead();
                assertThat(client.sendUntilStuck(PING.getBytes(StandardCharsets.US_ASCII)))
                        .isLessThan(1 << 20);
            }
            gate.nextEvent();
            gate.awaitNothingOpen();
        }
    }

    @Test
    void answers_everything_that_was_asked_before_the_client_ended_its_side() throws Exception {
        try (FakeEngine engine = exporting(1);
                TestGate gate = TestGate.open(
                        folder,
                        engine.socket(),
                        TestGate.limits(),
                        operation -> operation != Operation.ContainerDelete);
                Wire client = gate.connect()) {
            client.send(PING + DENIED + PING + PING);
            client.endOutput();
            for (int status : new int[] {200, 403, 200, 200}) {
                assertThat(client.readResponse().status()).isEqualTo(status);
            }
            assertThat(client.read()).isEqualTo(-1);
            gate.awaitNothingOpen();
        }
    }
}
