package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What hostile and careless clients do; after each, a ping is answered and nothing of them is left. */
@Timeout(120)
class HoldingOnTest {
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
    private static final String DENIED = "DELETE /containers/a HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir
    Path folder;

    private FakeEngine engine;
    private TestGate gate;

    @BeforeEach
    void open() throws IOException {
        engine = FakeEngine.start(folder.resolve("engine.sock"), (wire, connection) -> {
            while (true) {
                String head = wire.readHead();
                if (head.startsWith("GET /events")) {
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
                    wire.readToEnd();
                    return;
                }
                wire.send(OK);
            }
        });
        gate = TestGate.open(
                folder, engine.socket(), TestGate.limits(), operation -> operation != Operation.ContainerDelete);
    }

    @AfterEach
    void still_answers_and_has_let_go_of_everything() throws Exception {
        try (Wire client = gate.connect()) {
            assertThat(client.send(PING).readResponse().status()).isEqualTo(200);
        }
        for (int i = 0; i < 100 && gate.openConnections() > 0; i++) {
            Thread.sleep(100);
        }
        assertThat(gate.openConnections()).isZero();
        assertThat(gate.openStreams()).isZero();
        gate.close();
        engine.close();
    }

    private List<Wire> connect(int count) throws IOException {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wires.add(gate.connect());
        }
        return wires;
    }

    private static void close(List<Wire> wires) throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
    }

    @Test
    void a_thousand_half_open_connections_time_out() throws Exception {
        List<Wire> wires = connect(1000);
        for (Wire wire : wires) {
            wire.send("GET /_pi");
        }
        for (Wire wire : wires) {
            assertThat(wire.readResponse().status()).isEqualTo(408);
        }
        close(wires);
    }

    @Test
    void connections_that_never_say_anything_are_closed() throws Exception {
        List<Wire> wires = connect(200);
        for (Wire wire : wires) {
            assertThat(wire.read()).isEqualTo(-1);
        }
        close(wires);
    }

    @Test
    void a_body_that_does_not_arrive_times_out() throws Exception {
        try (Wire client = gate.connect()) {
            client.send("POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n{");
            assertThat(client.readResponse().status()).isEqualTo(408);
        }
    }

    @Test
    void connection_churn_leaves_nothing_behind() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            try (Wire client = gate.connect()) {
                client.send(PING);
                if (i % 3 != 0) {
                    assertThat(client.readResponse().status()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void five_thousand_event_streams_are_open_at_once() throws Exception {
        List<Wire> wires = connect(5_000);
        for (Wire wire : wires) {
            wire.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        for (Wire wire : wires) {
            wire.readHead();
            assertThat(wire.readText(7)).isEqualTo("2\r\n{}\r\n");
        }
        assertThat(gate.openStreams()).isEqualTo(5_000);
        close(wires);
        for (int i = 0; i < 100 && engine.openConnections() > 0; i++) {
            Thread.sleep(100);
        }
        assertThat(engine.openConnections()).isZero();
    }

    @Test
    void header_bombs_are_refused() throws Exception {
        for (String bomb : List.of("a:b\r\n".repeat(20_000), "a: " + "b".repeat(1 << 20), "a".repeat(1 << 20))) {
            try (Wire client = gate.connect()) {
                Thread sender = Thread.ofVirtual().start(() -> {
                    try {
                        client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n" + bomb);
                    } catch (IOException refusedEarly) {
                        // Expected: the gate closes before the bomb is whole.
                    }
                });
                assertThat(client.readResponse().status()).isEqualTo(431);
                client.close();
                sender.join();
            }
        }
    }

    @Test
    void a_million_pipelined_requests_are_answered_in_order() throws Exception {
        int count = 1_000_000;
        try (Wire client = gate.connect()) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    byte[] batch = (DENIED.repeat(99) + PING).getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < count / 100; i++) {
                        client.send(batch);
                    }
                } catch (IOException fault) {
                    throw new java.io.UncheckedIOException(fault);
                }
            });
            for (int i = 1; i <= count; i++) {
                int status = client.readResponse().status();
                if (status != (i % 100 == 0 ? 200 : 403)) {
                    throw new AssertionError("answer " + i + " has status " + status);
                }
            }
            sender.join();
        }
    }

    @Test
    void a_client_that_pipelines_and_never_reads_stops_being_read() throws Exception {
        try (Wire client = gate.connect()) {
            client.channel().configureBlocking(false);
            ByteBuffer batch = ByteBuffer.wrap(DENIED.repeat(1_000).getBytes(StandardCharsets.US_ASCII));
            long sent = 0;
            for (int quiet = 0; quiet < 10; ) {
                int written = client.channel().write(batch);
                if (!batch.hasRemaining()) {
                    batch.rewind();
                }
                sent += written;
                if (written == 0) {
                    quiet++;
                    Thread.sleep(50);
                } else {
                    quiet = 0;
                }
            }
            // What the sockets hold and one helping, answers being longer than requests.
            assertThat(sent).isLessThan(4 << 20);
        }
    }

    @Test
    void random_bytes_break_nothing() throws Exception {
        long seed = 20_261_124;
        Random random = new Random(seed);
        String[] seeds = {
            PING,
            DENIED,
            "POST /images/load HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "POST /exec/a/start HTTP/1.1\r\nHost: x\r\nUpgrade: tcp\r\nContent-Length: 2\r\n\r\n{}x",
            "GET /containers/json?filters={\"a\":1} HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        };
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = seeds[random.nextInt(seeds.length)].getBytes(StandardCharsets.US_ASCII);
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int cut = random.nextInt(bytes.length + 1);
            try (Wire client = gate.connect()) {
                client.send(Arrays.copyOf(bytes, cut));
                client.send(Arrays.copyOfRange(bytes, cut, bytes.length));
            } catch (IOException refused) {
                // The gate may close between the two halves.
            }
        }
    }
}
