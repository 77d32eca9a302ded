package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caisson.core.reason.Reason;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.TestLimits;
import io.caisson.server.testing.Until;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The order to stop, in every state that a connection can be in. The bound is three seconds here. */
@Timeout(30)
class StopTest {
    private static final String INFO = "GET /info?size=3000 HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String EVENTS = "GET /events HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String START = "POST /containers/a/start HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir
    Path folder;

    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private FakeEngine engine;
    private TestGate gate;

    @BeforeEach
    void open() throws IOException {
        engine = FakeEngine.start(folder.resolve("engine.sock"), (wire, connection) -> {
            while (true) {
                String head = wire.readHead();
                if (head.startsWith("GET /events")) {
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
                } else if (head.startsWith("GET /info")) {
                    int size = Integer.parseInt(head.substring(head.indexOf("size=") + 5, head.indexOf(" HTTP")));
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
                    wire.send(new byte[size]);
                } else {
                    answer.get();
                    wire.send("HTTP/1.1 204 No Content\r\n\r\n");
                }
            }
        });
        TestLimits limits = new TestLimits();
        // Less than the time to stop, so that half a head still gets its answer.
        limits.headWait = Duration.ofSeconds(2);
        gate = TestGate.open(folder, engine.socket(), limits.build(), operation -> true);
    }

    /** Stops on a thread of its own; gives how long it took. */
    private CompletableFuture<Duration> stop() {
        long start = System.nanoTime();
        CompletableFuture<Duration> stopped = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            gate.close();
            stopped.complete(Duration.ofNanos(System.nanoTime() - start));
        });
        return stopped;
    }

    @Test
    void idle_connections_and_streams_are_closed_at_once() throws Exception {
        try (Wire idle = gate.connect();
                Wire used = gate.connect();
                Wire events = gate.connect()) {
            used.send(INFO).readResponse();
            events.send(EVENTS).readHead();
            Until.holds("all are connected", () -> gate.openConnections() == 3);
            Duration took = stop().get();
            assertThat(took).isLessThan(Duration.ofSeconds(2));
            assertThat(idle.read()).isEqualTo(-1);
            assertThat(used.read()).isEqualTo(-1);
            assertThatThrownBy(events::readChunked).isInstanceOf(IOException.class);
            assertThat(gate.openStreams()).isZero();
            assertThat(gate.openConnections()).isZero();
            Until.holds("the engine is left alone", () -> engine.openConnections() == 0);
            assertThat(Files.exists(gate.socket())).isFalse();
        }
    }

    @Test
    void a_request_that_is_being_answered_is_finished_and_streams_last_as_long() throws Exception {
        try (Wire client = gate.connect();
                Wire events = gate.connect()) {
            events.send(EVENTS).readHead();
            client.send(START);
            Until.holds("the request is on its way", () -> engine.connections() == 2);
            Thread.sleep(100);
            CompletableFuture<Duration> stopped = stop();
            Thread.sleep(300);
            assertThatThrownBy(gate::connect).isInstanceOf(IOException.class);
            assertThat(gate.openStreams()).isEqualTo(1);
            answer.complete(null);
            Wire.Response response = client.readResponse();
            assertThat(response.status()).isEqualTo(204);
            assertThat(response.headers()).containsEntry("connection", "close");
            assertThat(client.read()).isEqualTo(-1);
            client.close();
            assertThat(stopped.get()).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void an_answer_that_the_client_has_not_taken_yet_is_not_cut() throws Exception {
        // Some of these are in the sockets altogether, some wait in the engine, and some wait here although they are
        // over.
        List<Wire> clients = new ArrayList<>();
        for (int size = 100_000; size < 500_000; size += 10_000) {
            clients.add(gate.connect().send("GET /info?size=" + size + " HTTP/1.1\r\nHost: x\r\n\r\n"));
        }
        Thread.sleep(500);
        CompletableFuture<Duration> stopped = stop();
        Thread.sleep(300);
        for (int i = 0; i < clients.size(); i++) {
            assertThat(clients.get(i).readResponse().body().length).isEqualTo(100_000 + i * 10_000);
            clients.get(i).close();
        }
        assertThat(stopped.get()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void who_has_no_answer_in_time_is_told_why() throws Exception {
        try (Wire client = gate.connect()) {
            client.send(START);
            Until.holds("the request is on its way", () -> engine.connections() == 1);
            CompletableFuture<Duration> stopped = stop();
            Wire.Response response = client.readResponse();
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.text()).contains("shutting_down");
            TestGate.Ended event = gate.nextEvent();
            assertThat(event.reason()).isEqualTo(Reason.SHUTTING_DOWN);
            assertThat(stopped.get()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
        }
    }

    @Test
    void half_a_head_does_not_hold_it_up_beyond_the_bound() throws Exception {
        try (Wire client = gate.connect()) {
            client.send("GET /_pi");
            Thread.sleep(100);
            assertThat(stop().get()).isLessThan(Duration.ofSeconds(5));
            assertThat(client.readResponse().status()).isEqualTo(408);
        }
    }
}
