package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.GateProcess;
import io.caisson.server.testing.Until;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What hostile and careless clients do to one gate that has a heap of 24 MiB, one test after the other. After each, a ping
 * is answered and nothing of them is left; in the end the gate has not grown.
 */
@Timeout(60)
class HoldingOnTest {
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
    private static final String DENIED = "DELETE /containers/a HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String EXPORT = "GET /containers/a/export HTTP/1.1\r\nHost: x\r\n\r\n";

    /** How much memory of its own the gate may add to what it has at rest: all of its heap, and a little. */
    private static final int GROWTH_KIB_MAX = 24 << 10;

    private static final int DESCRIPTORS = 11_000;

    /** What 5,000 event streams hold at least: one KiB each. */
    private static final int STREAMS_KIB_MIN = 5_000;

    @TempDir
    static Path folder;

    private static FakeEngine engine;
    private static GateProcess gate;
    private static int atRestKib;

    private final List<Wire> wires = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        engine = FakeEngine.start(folder.resolve("engine.sock"), (wire, connection) -> {
            byte[] part = new byte[64 << 10];
            while (true) {
                String head = wire.readHead();
                if (head.startsWith("GET /events")) {
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
                    wire.readToEnd();
                    return;
                } else if (head.startsWith("GET /containers/a/export")) {
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: application/x-tar\r\n\r\n");
                    while (true) {
                        wire.send(part);
                    }
                }
                if (head.startsWith("POST")) {
                    wire.readBytes(100);
                }
                wire.send(OK);
            }
        });
        gate = GateProcess.start(folder, engine.socket(), DESCRIPTORS);
        // Whatever is loaded and compiled once is there before anything is measured.
        for (int i = 0; i < 500; i++) {
            ping();
        }
        Thread.sleep(2_500);
        report("at rest");
        atRestKib = gate.anonymousKib();
    }

    private static void report(String when) {
        System.out.println("gate " + when + ": " + gate.residentKib() + " KiB resident, " + gate.anonymousKib()
                + " KiB of them anonymous, " + (gate.stats().heapBytes() >> 10) + " KiB of heap in use");
    }

    @AfterAll
    static void has_not_grown_and_ends_in_peace() throws Exception {
        try {
            // Buffers and tables that keep their largest size; connections leave nothing.
            assertThat(gate.stats().heapBytes()).isLessThan(8 << 20);
            assertThat(gate.stop()).isZero();
            assertThat(Files.readString(folder.resolve("gate.log")))
                    .doesNotContain("WARNING", "SEVERE", "Exception", "Error");
        } finally {
            gate.close();
            engine.close();
        }
    }

    @AfterEach
    void still_answers_and_has_let_go_of_everything() throws Exception {
        for (Wire wire : wires) {
            wire.close();
        }
        ping();
        gate.awaitNothingOpen();
        awaitSmall();
    }

    /** The compiler's memory is given back within seconds. */
    private static void awaitSmall() throws InterruptedException {
        Until.holds("the gate stays small", () -> gate.anonymousKib() - atRestKib < GROWTH_KIB_MAX);
    }

    private static void ping() throws IOException {
        try (Wire client = gate.connect()) {
            assertThat(client.send(PING).readResponse().status()).isEqualTo(200);
        }
    }

    private void connect(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            wires.add(gate.connect());
        }
    }

    @Test
    void a_thousand_half_open_connections_time_out() throws Exception {
        connect(1_000);
        for (Wire wire : wires) {
            wire.send("GET /_pi");
        }
        for (Wire wire : wires) {
            assertThat(wire.readResponse().status()).isEqualTo(408);
        }
    }

    @Test
    void a_thousand_heads_that_are_large_and_never_whole_leave_room_for_others() throws Exception {
        String part = "GET /_ping HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(30_000);
        for (int i = 0; i < 1_000; i++) {
            wires.add(gate.connect());
            try {
                wires.getLast().send(part);
            } catch (IOException cut) {
                // Expected of those who were there first.
            }
            if (i % 50 == 0) {
                ping();
            }
        }
        report("with 1,000 half heads");
        awaitSmall();
    }

    @Test
    void connections_that_never_say_anything_are_closed() throws Exception {
        connect(1_000);
        for (Wire wire : wires) {
            assertThat(wire.read()).isEqualTo(-1);
        }
    }

    @Test
    void bodies_that_drip_time_out() throws Exception {
        connect(300);
        for (Wire wire : wires) {
            wire.send("POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n{");
        }
        for (int round = 0; round < 6; round++) {
            Thread.sleep(200);
            for (Wire wire : wires) {
                wire.send(" ");
            }
        }
        for (Wire wire : wires) {
            assertThat(wire.readResponse().status()).isEqualTo(408);
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
        long before = gate.stats().heapBytes();
        for (int i = 0; i < 5_000; i++) {
            wires.add(gate.connect().send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n"));
        }
        for (Wire wire : wires) {
            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 ");
            assertThat(wire.readText(7)).isEqualTo("2\r\n{}\r\n");
        }
        GateProcess.Stats stats = gate.stats();
        assertThat(stats.streams()).isEqualTo(5_000);
        report("with 5,000 event streams");
        // What the limit on connections reckons with.
        assertThat((stats.heapBytes() - before) / 5_000).isLessThan(2_560);
        awaitSmall();
        ping();
        int open = gate.anonymousKib();
        for (Wire wire : wires) {
            wire.close();
        }
        // But for the spare connections that pings have left.
        Until.holds("the engine is left alone", () -> engine.openConnections() <= SpareLinks.COUNT_MAX);
        // Without being asked for figures, which would make room by itself.
        Until.holds("what they held is given back", () -> open - gate.anonymousKib() > STREAMS_KIB_MIN);
    }

    @Test
    void a_thousand_clients_that_never_read_leave_memory_flat_and_others_unhurt() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            Wire client = gate.connect().send(EXPORT);
            client.readHead();
            // Fast at first, so that the helpings grow.
            client.readBytes(300_000);
            wires.add(client);
        }
        awaitSmall();
        ping();
        try (Wire fast = gate.connect()) {
            fast.send(EXPORT).readHead();
            assertThat(fast.readBytes(50 << 20)).hasSize(50 << 20);
        }
        report("with 1,000 clients that do not read");
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
        int batches = 10_000;
        try (Wire client = gate.connect()) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    byte[] batch = (DENIED.repeat(99) + PING).getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < batches; i++) {
                        client.send(batch);
                    }
                } catch (IOException fault) {
                    throw new UncheckedIOException(fault);
                }
            });
            for (int i = 1; i <= batches * 100; i++) {
                int status = client.skipResponse();
                if (status != (i % 100 == 0 ? 200 : 403)) {
                    throw new AssertionError("answer " + i + " has status " + status);
                }
            }
            sender.join();
        }
    }
}
