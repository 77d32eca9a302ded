package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caisson.core.reason.Reason;
import io.caisson.server.admin.GateReadiness;
import io.caisson.server.testing.TestCertificates;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.TestLimits;
import io.caisson.server.testing.TlsEngine;
import io.caisson.server.testing.Wire;
import io.caisson.server.tls.ClientFiles;
import io.caisson.server.tls.ClientTls;
import io.caisson.server.tls.Workers;
import io.caisson.server.upstream.Engine;
import io.caisson.server.upstream.EngineQuery;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is spoken to in TLS, and several that stand in for each other. */
@Timeout(60)
class EngineTlsTest {
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    @TempDir
    private Path folder;

    private TestCertificates authority;

    @BeforeEach
    void makeCertificates() throws Exception {
        authority = new TestCertificates("authority");
    }

    private ClientTls tls(TestCertificates trusted, TestCertificates own, String serverName) throws Exception {
        trusted.root().certificateFile(folder.resolve("ca.pem"));
        TestCertificates.Issued client = own.client("CN=caisson");
        client.certificateFile(folder.resolve("cert.pem"));
        client.keyFile(folder.resolve("key.pem"));
        return ClientTls.read(
                new ClientFiles(
                        Optional.of(folder.resolve("ca.pem")),
                        Optional.of(folder.resolve("cert.pem")),
                        Optional.of(folder.resolve("key.pem")),
                        Optional.empty(),
                        Optional.of(serverName).filter(name -> !name.isEmpty())),
                new Workers(1));
    }

    private Engine engine(ClientTls tls, int... ports) {
        List<SocketAddress> addresses = new ArrayList<>();
        for (int port : ports) {
            addresses.add(InetSocketAddress.createUnresolved("localhost", port));
        }
        return new Engine("default", addresses, tls);
    }

    private TestGate gate(Engine engine) throws Exception {
        TestLimits limits = new TestLimits();
        // The handshake is part of connecting, and the first one of a virtual machine takes long on a busy machine.
        limits.connectWait = Duration.ofSeconds(30);
        return TestGate.open(folder, engine, limits.build(), TestGate::everything);
    }

    @Test
    void asks_with_its_certificate_and_keeps_the_connection_for_the_next_client() throws Exception {
        try (TlsEngine remote = TlsEngine.start(authority, TlsEngine.answering(OK));
                TestGate gate = gate(engine(tls(authority, authority, ""), remote.port()))) {
            for (int i = 0; i < 3; i++) {
                try (Wire client = gate.connect()) {
                    for (int j = 0; j < 3; j++) {
                        assertThat(client.send(PING).readResponse().text()).isEqualTo("OK");
                        assertThat(gate.nextEvent().reason()).isNull();
                    }
                }
                gate.awaitNothingOpen();
            }
            assertThat(remote.connections()).isEqualTo(1);
        }
    }

    @Test
    void passes_bodies_and_raw_streams_with_their_ends() throws Exception {
        int size = 2 << 20;
        try (TlsEngine remote = TlsEngine.start(authority, socket -> {
                    TlsEngine.readHead(socket.getInputStream());
                    socket.getOutputStream()
                            .write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
                                    .getBytes(StandardCharsets.ISO_8859_1));
                    int received = socket.getInputStream().readAllBytes().length;
                    socket.getOutputStream().write(new byte[size]);
                    socket.getOutputStream().write(Integer.toString(received).getBytes(StandardCharsets.US_ASCII));
                });
                TestGate gate = gate(engine(tls(authority, authority, ""), remote.port()));
                Wire client = gate.connect()) {
            client.send("POST /containers/a/attach HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 101");
            client.send(new byte[size]);
            client.endOutput();
            byte[] all = client.readToEnd();
            assertThat(new String(all, size, all.length - size, StandardCharsets.US_ASCII))
                    .isEqualTo(Integer.toString(size));
        }
    }

    @Test
    void answers_our_own_questions_too_and_in_time() throws Exception {
        try (TlsEngine remote = TlsEngine.start(
                        authority,
                        TlsEngine.answering("HTTP/1.0 200 OK\r\nContent-Length: 13\r\n\r\n{\"Name\":\"it\"}"));
                TlsEngine silent = TlsEngine.start(authority, socket -> Thread.sleep(60_000))) {
            ClientTls tls = tls(authority, authority, "");
            EngineQuery query = new EngineQuery(engine(tls, remote.port()), Duration.ofSeconds(20));
            assertThat(new String(query.fetch("/info", 1000).body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"Name\":\"it\"}");
            assertThatThrownBy(() -> query.fetch("/info", -100_000)).hasMessageContaining("is longer than");
            EngineQuery impatient = new EngineQuery(engine(tls, silent.port()), Duration.ofMillis(1500));
            assertThatThrownBy(() -> impatient.fetch("/info", 1000)).isInstanceOf(IOException.class);
        }
    }

    private void refuses(Engine engine) throws Exception {
        try (TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            Wire.Response response = client.send(PING).readResponse();
            assertThat(response.status()).isEqualTo(502);
            assertThat(response.text()).contains("engine_tls_failed");
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.ENGINE_TLS_FAILED);
            assertThat(engine.reachable()).isFalse();
        }
    }

    @Test
    void sends_nothing_to_an_engine_that_cannot_show_who_it_is() throws Exception {
        try (TlsEngine remote = TlsEngine.start(authority, TlsEngine.answering(OK))) {
            refuses(engine(tls(new TestCertificates("authority"), authority, ""), remote.port()));
            refuses(engine(tls(authority, authority, "other.example.org"), remote.port()));
        }
        try (ServerSocket plain = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> answerPlainly(plain));
            refuses(engine(tls(authority, authority, ""), plain.getLocalPort()));
        }
    }

    private static void answerPlainly(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getOutputStream().write(OK.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().readAllBytes();
        } catch (IOException end) {
            // The other side has seen enough.
        }
    }

    @Test
    void says_so_when_the_engine_does_not_accept_our_certificate() throws Exception {
        try (TlsEngine remote = TlsEngine.start(authority, TlsEngine.answering(OK));
                TestGate gate = gate(engine(tls(authority, new TestCertificates("other"), ""), remote.port()));
                Wire client = gate.connect()) {
            assertThat(client.send(PING).readResponse().text()).contains("engine_tls_failed");
        }
    }

    @Test
    void goes_on_to_another_address_when_one_cannot_be_reached() throws Exception {
        int closed;
        try (ServerSocket free = new ServerSocket(0)) {
            closed = free.getLocalPort();
        }
        try (TlsEngine remote = TlsEngine.start(authority, TlsEngine.answering(OK))) {
            Engine engine = engine(tls(authority, authority, ""), closed, remote.port());
            try (TestGate gate = gate(engine);
                    Wire client = gate.connect()) {
                assertThat(client.send(PING).readResponse().text()).isEqualTo("OK");
                assertThat(gate.nextEvent().reason()).isNull();
                assertThat(engine.reachable()).isTrue();
                assertThat(engine.address()).isEqualTo(InetSocketAddress.createUnresolved("localhost", remote.port()));
            }
            assertThat(new GateReadiness(List.of(), engine).problem()).isEmpty();
        }
        Engine none = engine(null, closed, closed);
        try (TestGate gate = gate(none);
                Wire client = gate.connect()) {
            assertThat(client.send(PING).readResponse().status()).isEqualTo(503);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.ENGINE_UNREACHABLE);
        }
        assertThat(new GateReadiness(List.of(), none).problem()).isPresent();
    }
}
