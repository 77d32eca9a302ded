package io.caisson.server.proxy;

import static io.caisson.server.testing.TlsGate.ask;
import static io.caisson.server.testing.TlsGate.readHead;
import static io.caisson.server.testing.TlsGate.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caisson.core.reason.Reason;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestCertificates;
import io.caisson.server.testing.TestCertificates.Issued;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.TlsGate;
import io.caisson.server.testing.TlsGate.Options;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A listener with TLS, from handshakes to long bodies. */
@Timeout(60)
class TlsListenerTest {
    private static final String OK = TlsGate.OK;
    private static final String ATTACH =
            "POST /containers/a/attach HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    private static final String UPGRADED = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @TempDir
    private Path folder;

    private TestCertificates authority;
    private Issued alice;
    private TlsGate tlsGate;
    private TestGate gate;

    @BeforeEach
    void makeCertificates() throws Exception {
        authority = new TestCertificates("authority");
        alice = authority.client("CN=alice");
    }

    @AfterEach
    void close() throws Exception {
        if (tlsGate != null) {
            tlsGate.close();
        }
    }

    private void open(Options options, FakeEngine.Script script) throws Exception {
        tlsGate = TlsGate.open(folder, authority, options, script);
        gate = tlsGate.gate();
    }

    @Test
    void passes_on_what_a_client_with_a_certificate_asks_for_again_and_again() throws Exception {
        open(Options.NONE, FakeEngine.answering(OK));
        for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
            try (SSLSocket client = TestCertificates.connect(authority.context(alice), gate.port(), protocol)) {
                assertThat(client.getSession().getProtocol()).isEqualTo(protocol);
                for (int i = 0; i < 3; i++) {
                    assertThat(ask(client)).startsWith("HTTP/1.1 200").endsWith("OK");
                    assertThat(gate.nextEvent().reason()).isNull();
                }
            }
        }
        gate.awaitNothingOpen();
    }

    @Test
    void passes_long_bodies_both_ways_although_nobody_reads_at_first() throws Exception {
        int size = 3 << 20;
        CompletableFuture<Integer> received = new CompletableFuture<>();
        open(Options.NONE, (wire, connection) -> {
            wire.readHead();
            Thread.sleep(300);
            received.complete(wire.readBytes(size).length);
            wire.send("HTTP/1.1 200 OK\r\nContent-Type: application/x-tar\r\nContent-Length: " + size + "\r\n\r\n");
            byte[] body = new byte[size];
            for (int i = 0; i < size; i++) {
                body[i] = (byte) (i * 31 >> 7);
            }
            wire.send(body);
            wire.readHead();
        });
        try (SSLSocket client = tlsGate.connect(alice)) {
            send(client, "POST /images/load HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n");
            client.getOutputStream().write(new byte[size]);
            assertThat(received.get()).isEqualTo(size);
            Thread.sleep(300);
            assertThat(readHead(client.getInputStream())).startsWith("HTTP/1.1 200");
            byte[] body = client.getInputStream().readNBytes(size);
            assertThat(body).hasSize(size);
            for (int i = 0; i < size; i++) {
                if (body[i] != (byte) (i * 31 >> 7)) {
                    throw new AssertionError("byte " + i + " is another");
                }
            }
        }
        TestGate.Ended event = gate.nextEvent();
        assertThat(event.bytesUp()).isEqualTo(size);
        assertThat(event.bytesDown()).isEqualTo(size);
        gate.awaitNothingOpen();
    }

    @Test
    void ends_one_direction_of_a_raw_stream_and_goes_on_with_the_other() throws Exception {
        open(Options.NONE, (wire, connection) -> {
            wire.readHead();
            wire.send(UPGRADED);
            byte[] all = wire.readToEnd();
            wire.send("got " + all.length);
        });
        try (SSLSocket client = tlsGate.connect(alice)) {
            send(client, ATTACH);
            readHead(client.getInputStream());
            send(client, "12345");
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("got 5");
        }
        assertThat(gate.nextEvent().hijacked()).isTrue();
        gate.awaitNothingOpen();
    }

    @Test
    void reads_a_handshake_and_records_that_come_byte_by_byte() throws Exception {
        open(Options.NONE, FakeEngine.answering(OK));
        SSLContext context = authority.context(alice);
        try (ServerSocket relay = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> slowly(relay));
            try (SSLSocket client = TestCertificates.connect(context, relay.getLocalSocketAddress())) {
                assertThat(ask(client)).startsWith("HTTP/1.1 200").endsWith("OK");
                assertThat(ask(client)).startsWith("HTTP/1.1 200").endsWith("OK");
            }
        }
    }

    /** Passes a connection on with one byte at a time towards the gate. */
    private void slowly(ServerSocket relay) {
        try (Socket from = relay.accept();
                Wire to = gate.connectTcp()) {
            to.channel().setOption(StandardSocketOptions.TCP_NODELAY, true);
            Thread.ofVirtual().start(() -> {
                try {
                    for (int octet = to.read(); octet >= 0; octet = to.read()) {
                        from.getOutputStream().write(octet);
                    }
                } catch (IOException end) {
                    // The test is over.
                }
            });
            for (int octet = from.getInputStream().read();
                    octet >= 0;
                    octet = from.getInputStream().read()) {
                to.send(new byte[] {(byte) octet});
            }
        } catch (IOException end) {
            // The test is over.
        }
    }

    @Test
    void does_not_take_a_cut_connection_for_its_end() throws Exception {
        CompletableFuture<Integer> received = new CompletableFuture<>();
        open(Options.NONE, (wire, connection) -> {
            wire.readHead();
            wire.send(UPGRADED);
            try {
                received.complete(wire.readToEnd().length);
            } catch (IOException cut) {
                received.complete(-1);
            }
        });
        int port = ((InetSocketAddress) gate.port()).getPort();
        Socket under = new Socket("localhost", port);
        SSLSocket client =
                (SSLSocket) authority.context(alice).getSocketFactory().createSocket(under, "localhost", port, true);
        send(client, ATTACH);
        readHead(client.getInputStream());
        send(client, "half");
        // What lies under TLS is closed, which sends no notice of an end.
        under.close();
        received.get();
        assertThat(gate.nextEvent().reason()).isEqualTo(Reason.CLIENT_DISCONNECTED);
        gate.awaitNothingOpen();
    }

    @Test
    void refuses_a_second_handshake_on_one_connection() throws Exception {
        open(Options.NONE, FakeEngine.answering(OK));
        try (SSLSocket client = TestCertificates.connect(authority.context(alice), gate.port(), "TLSv1.2")) {
            assertThat(ask(client)).startsWith("HTTP/1.1 200");
            assertThatThrownBy(() -> {
                        client.startHandshake();
                        ask(client);
                    })
                    .isInstanceOf(IOException.class);
        }
        gate.awaitNothingOpen();
    }

    @Test
    void speaks_no_old_version_and_no_suite_without_forward_secrecy() throws Exception {
        open(Options.NONE, FakeEngine.answering(OK));
        try (SSLSocket client = TestCertificates.connect(authority.context(alice), gate.port(), "TLSv1.2")) {
            assertThat(client.getSession().getCipherSuite()).contains("_ECDHE_").contains("_GCM_");
        }
        assertThatThrownBy(() -> {
                    SSLContext context = authority.context(alice);
                    try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
                            .createSocket("localhost", ((InetSocketAddress) gate.port()).getPort())) {
                        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                        socket.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_AES_128_GCM_SHA256"});
                        socket.startHandshake();
                    }
                })
                .isInstanceOf(Exception.class);
    }
}
