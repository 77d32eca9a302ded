package io.caisson.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import io.caisson.server.listener.BindFault;
import io.caisson.server.listener.Listener;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.telemetry.Telemetry;
import io.caisson.server.testing.Events;
import io.caisson.server.testing.Exposed;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.Wire;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AdminServerTest {
    private final Telemetry telemetry =
            Telemetry.start(LogLevel.INFO, LogFormat.JSON, OutputStream.nullOutputStream(), 1, () -> true, "1.2.3");
    private volatile Optional<String> problem = Optional.empty();
    private AdminServer admin;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        admin = AdminServer.start("127.0.0.1", 0, telemetry.metrics(), (Readiness) () -> problem);
    }

    @AfterEach
    void close() {
        admin.close();
        telemetry.close();
    }

    private Wire connect() throws IOException {
        return Wire.connect(new InetSocketAddress("127.0.0.1", admin.address().getPort()));
    }

    private Wire.Response ask(String requestLine) throws IOException {
        try (Wire wire = connect()) {
            wire.send(requestLine + " HTTP/1.1\r\nHost: admin\r\n\r\n");
            return wire.readResponse(!requestLine.startsWith("HEAD"));
        }
    }

    @Test
    void answers_metrics() throws IOException {
        telemetry.recorders().apply(0).exchangeEnded(Events.allowed(1));
        Wire.Response response = ask("GET /metrics");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().get("content-type")).startsWith("text/plain; version=0.0.4");
        assertThat(Exposed.parse(response.text())
                        .value("caisson_requests_total{decision=\"allow\",operation=\"ContainerList\"}"))
                .isEqualTo(1);
        assertThat(ask("HEAD /metrics").status()).isEqualTo(200);
    }

    @Test
    void is_alive_and_says_whether_it_is_ready() throws IOException {
        assertThat(ask("GET /health").text()).isEqualTo("{\"status\":\"alive\"}\n");
        assertThat(ask("GET /ready").text()).isEqualTo("{\"status\":\"ready\"}\n");
        problem = Optional.of("the engine does not answer");
        Wire.Response response = ask("GET /ready");
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.text())
                .isEqualTo("{\"status\":\"not ready\",\"message\":\"the engine does not answer\"}\n");
        assertThat(ask("GET /health").status()).isEqualTo(200);
    }

    @Test
    void says_what_there_is_to_who_asks_for_something_else() throws IOException {
        for (String target : List.of("/", "/metricsfoo", "/metrics/", "/_ping", "/v1.41/containers/json")) {
            Wire.Response response = ask("GET " + target);
            assertThat(response.status()).as(target).isEqualTo(404);
            assertThat(response.text()).contains("/metrics, /health and /ready");
        }
        Wire.Response response = ask("DELETE /metrics");
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers()).containsEntry("allow", "GET, HEAD");
        assertThat(ask("rubbish").status()).isEqualTo(400);
        assertThat(ask("GET /health").status()).isEqualTo(200);
    }

    @Test
    void silent_connections_are_closed_and_keep_nobody_out_for_long() throws Exception {
        List<Wire> silent = new ArrayList<>();
        for (int i = 0; i < AdminServer.CONNECTIONS_MAX + 10; i++) {
            silent.add(connect().send("GET /heal"));
        }
        long deadline = System.nanoTime() + (AdminServer.CONNECTION_SECONDS_MAX + 15) * 1_000_000_000L;
        while (!answersHealth()) {
            assertThat(System.nanoTime())
                    .as("silent connections keep others out")
                    .isLessThan(deadline);
            Thread.sleep(100);
        }
        for (Wire wire : silent) {
            wire.close();
        }
    }

    private boolean answersHealth() {
        try {
            return ask("GET /health").status() == 200;
        } catch (IOException keptOut) {
            return false;
        }
    }

    @Test
    void names_the_address_that_cannot_be_opened() {
        int port = admin.address().getPort();
        assertThatThrownBy(() -> AdminServer.start("127.0.0.1", port, telemetry.metrics(), () -> true))
                .isInstanceOf(BindFault.class)
                .hasMessageContaining("`tcp://127.0.0.1:" + port + "`");
        assertThatThrownBy(() -> AdminServer.start("no.such.name.invalid", 0, telemetry.metrics(), () -> true))
                .isInstanceOf(BindFault.class)
                .hasMessageContaining("cannot be looked up");
    }

    @Test
    void is_ready_while_the_engine_answers() throws Exception {
        Path socket = folder.resolve("engine.sock");
        Engine engine = new Engine(UnixDomainSocketAddress.of(socket));
        GateReadiness readiness = new GateReadiness(List.of(), engine);
        assertThat(readiness.problem()).hasValue("the engine does not answer");
        assertThat(engine.reachable()).isFalse();
        try (FakeEngine fake =
                FakeEngine.start(socket, FakeEngine.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"))) {
            Thread.sleep(GateReadiness.ANSWER_AGE_MAX);
            assertThat(readiness.problem()).isEmpty();
            assertThat(readiness.problem()).isEmpty();
            assertThat(engine.reachable()).isTrue();
            assertThat(fake.connections()).as("an answer counts for a second").isEqualTo(1);
        }
        Thread.sleep(GateReadiness.ANSWER_AGE_MAX);
        assertThat(readiness.problem()).hasValue("the engine does not answer");
    }

    @Test
    void an_engine_that_accepts_and_says_nothing_is_not_waited_for_long() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Path socket = folder.resolve("engine.sock");
        try (FakeEngine fake = FakeEngine.start(socket, (wire, connection) -> over.await())) {
            GateReadiness readiness =
                    new GateReadiness(List.of(), new Engine(UnixDomainSocketAddress.of(fake.socket())));
            long start = System.nanoTime();
            assertThat(readiness.problem()).isPresent();
            assertThat(System.nanoTime() - start)
                    .isLessThan(GateReadiness.PROBE_WAIT.plusSeconds(5).toNanos());
            over.countDown();
        }
    }

    @Test
    void is_not_ready_once_the_listeners_are_closed() throws Exception {
        Listener listener = Listener.open(
                new ListenerSpec("default", UnixDomainSocketAddress.of(folder.resolve("gate.sock")), Set.of()));
        Path socket = folder.resolve("engine.sock");
        try (FakeEngine fake =
                FakeEngine.start(socket, FakeEngine.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))) {
            GateReadiness readiness =
                    new GateReadiness(List.of(listener), new Engine(UnixDomainSocketAddress.of(fake.socket())));
            assertThat(readiness.problem()).isEmpty();
            listener.close();
            assertThat(readiness.problem()).hasValue("the listeners are closed");
        }
    }
}
