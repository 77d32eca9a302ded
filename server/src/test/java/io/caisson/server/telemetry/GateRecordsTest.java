package io.caisson.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import io.caisson.core.docker.Operation;
import io.caisson.core.http.Limits;
import io.caisson.core.policy.Policy;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.proxy.Door;
import io.caisson.server.proxy.Gate;
import io.caisson.server.testing.Exposed;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.Sink;
import io.caisson.server.testing.Wire;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: requests on a socket, lines on an output, and counts in a scrape. */
@Timeout(60)
class GateRecordsTest {
    private static final int LOOPS = 2;

    @TempDir
    private Path folder;

    private final Sink sink = new Sink();

    private Gate open(Telemetry telemetry, Engine engine) throws IOException {
        Policy policy = Policy.compile(
                "test",
                true,
                operation -> operation == Operation.SystemPing
                        ? new Policy.Verdict.Allowed("PING=1")
                        : new Policy.Verdict.Refused("default", "set TEST=1"));
        ListenerSpec listener = new ListenerSpec(
                "default",
                UnixDomainSocketAddress.of(folder.resolve("gate.sock")),
                PosixFilePermissions.fromString("rw-rw----"));
        return Gate.open(new Gate.Plan(
                Limits.DEFAULTS,
                LOOPS,
                telemetry.recorders(),
                telemetry.exchangeIds(),
                Door.all(List.of(listener), () -> policy, engine)));
    }

    private Wire connect() throws IOException {
        return Wire.connect(UnixDomainSocketAddress.of(folder.resolve("gate.sock")));
    }

    @Test
    void every_exchange_has_one_line_and_is_counted_once() throws Exception {
        Path socket = folder.resolve("engine.sock");
        Engine engine = new Engine(UnixDomainSocketAddress.of(socket));
        Telemetry telemetry = Telemetry.start(LogLevel.INFO, LogFormat.JSON, sink, LOOPS, engine::reachable, "1.2.3");
        try (FakeEngine fake = FakeEngine.start(
                        socket, FakeEngine.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"));
                Gate gate = open(telemetry, engine)) {
            assertThat(gate.listeners()).hasSize(1);
            for (int connection = 0; connection < 4; connection++) {
                try (Wire wire = connect()) {
                    for (int i = 0; i < 25; i++) {
                        wire.send("GET /v1.41/_ping HTTP/1.1\r\nHost: docker\r\n\r\n");
                        assertThat(wire.readResponse().status()).isEqualTo(200);
                    }
                    for (int i = 0; i < 10; i++) {
                        wire.send("GET /containers/json HTTP/1.1\r\nHost: docker\r\n\r\n");
                        Wire.Response refused = wire.readResponse();
                        assertThat(refused.status()).isEqualTo(403);
                        assertThat(refused.text())
                                .contains("exchange " + telemetry.exchangeIds().prefix() + "-");
                    }
                    wire.send("GET /no\u001b[2Jwhere HTTP/1.1\r\nHost: docker\r\n\r\n");
                    assertThat(wire.readResponse().status()).isEqualTo(400);
                }
            }
            assertThat(fake.connections()).isPositive();
        }
        telemetry.close();
        assertThat(sink.lines()).hasSize(4 * 36).doesNotHaveDuplicates();
        assertThat(sink.lines())
                .filteredOn(line -> line.contains("\"decision\":\"allow\""))
                .hasSize(100);
        assertThat(sink.lines())
                .filteredOn(line ->
                        line.contains("\"reason\":\"operation_denied\",\"policy\":\"test\",\"rule\":\"default\""))
                .hasSize(40);
        assertThat(sink.text()).doesNotContain("\u001b");
        Exposed exposed = Exposed.parse(new String(telemetry.metrics().text("text/plain"), StandardCharsets.UTF_8));
        assertThat(exposed.value("caisson_requests_total{decision=\"allow\",operation=\"SystemPing\"}"))
                .isEqualTo(100);
        assertThat(exposed.value("caisson_requests_total{decision=\"deny\",operation=\"ContainerList\"}"))
                .isEqualTo(40);
        assertThat(exposed.value("caisson_requests_total{decision=\"deny\",operation=\"none\"}"))
                .isEqualTo(4);
        assertThat(exposed.value("caisson_bytes_total{direction=\"down\"}")).isEqualTo(200);
        assertThat(exposed.value("caisson_connections")).isZero();
        assertThat(exposed.value("caisson_engine_up")).isEqualTo(1);
    }

    @Test
    void clients_find_no_metrics_on_their_listener() throws Exception {
        Path socket = folder.resolve("engine.sock");
        Engine engine = new Engine(UnixDomainSocketAddress.of(socket));
        try (Telemetry telemetry =
                        Telemetry.start(LogLevel.INFO, LogFormat.JSON, sink, LOOPS, engine::reachable, "1.2.3");
                Gate gate = open(telemetry, engine);
                Wire wire = connect()) {
            assertThat(gate.listeners()).hasSize(1);
            for (String path : List.of("/metrics", "/health", "/ready")) {
                wire.send("GET " + path + " HTTP/1.1\r\nHost: docker\r\n\r\n");
                Wire.Response response = wire.readResponse();
                assertThat(response.status()).isEqualTo(403);
                assertThat(response.text()).contains("unknown_operation");
            }
        }
    }

    @Test
    void a_blocked_output_keeps_no_client_waiting_and_a_broken_one_ends_nothing() throws Exception {
        Path socket = folder.resolve("engine.sock");
        Engine engine = new Engine(UnixDomainSocketAddress.of(socket));
        try (Telemetry telemetry =
                        Telemetry.start(LogLevel.INFO, LogFormat.JSON, sink, LOOPS, engine::reachable, "1.2.3");
                FakeEngine fake = FakeEngine.start(
                        socket, FakeEngine.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"));
                Gate gate = open(telemetry, engine);
                Wire wire = connect()) {
            sink.block();
            for (int i = 0; i < 2_000; i++) {
                wire.send("GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n");
                assertThat(wire.readResponse().status()).isEqualTo(200);
            }
            assertThat(telemetry.metrics().auditDropped()).isPositive();
            sink.broken(true);
            sink.unblock();
            wire.send("GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n");
            assertThat(wire.readResponse().status()).isEqualTo(200);
            assertThat(gate.listeners()).hasSize(1);
            assertThat(fake.connections()).isPositive();
        }
    }
}
