package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caisson.core.reason.Reason;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestCertificates;
import io.caisson.server.testing.TestCertificates.Issued;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.Wire;
import io.caisson.server.tls.ServerFiles;
import io.caisson.server.tls.ServerTls;
import io.caisson.server.tls.TlsFault;
import io.caisson.server.tls.Workers;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
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
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
    private static final String ATTACH =
            "POST /containers/a/attach HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    private static final String UPGRADED = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @TempDir
    private Path folder;

    private TestCertificates authority;
    private Issued alice;
    private FakeEngine engine;
    private TestGate gate;
    private ServerTls tls;

    @BeforeEach
    void makeCertificates() throws Exception {
        authority = new TestCertificates("authority");
        alice = authority.client("CN=alice");
    }

    @AfterEach
    void close() throws Exception {
        if (gate != null) {
            gate.close();
            engine.close();
        }
    }

    private void open(boolean optional, boolean listed, FakeEngine.Script script) throws Exception {
        Issued server = authority.server();
        server.certificateFile(folder.resolve("cert.pem"));
        server.keyFile(folder.resolve("key.pem"));
        authority.root().certificateFile(folder.resolve("ca.pem"));
        authority.revoked(folder.resolve("crl.pem"), Instant.now().plusSeconds(600));
        tls = ServerTls.read(
                new ServerFiles(
                        folder.resolve("cert.pem"),
                        folder.resolve("key.pem"),
                        Optional.empty(),
                        Optional.of(folder.resolve("ca.pem")),
                        optional,
                        listed ? Optional.of(folder.resolve("crl.pem")) : Optional.empty()),
                new Workers(1));
        engine = FakeEngine.start(folder.resolve("engine.sock"), script);
        gate = TestGate.open(folder, new Engine(UnixDomainSocketAddress.of(engine.socket())), TestGate.limits(), tls);
    }

    private void open(boolean optional) throws Exception {
        open(optional, false, FakeEngine.answering(OK));
    }

    private SSLSocket connect(Issued... shown) throws Exception {
        return TestCertificates.connect(authority.context(shown), gate.port());
    }

    private static void send(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            assertThat(octet).as("ended inside a head: " + head).isNotNegative();
            head.append((char) octet);
        }
        return head.toString();
    }

    private static String ask(SSLSocket socket) throws IOException {
        send(socket, PING);
        String head = readHead(socket.getInputStream());
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
        int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    @Test
    void passes_on_what_a_client_with_a_certificate_asks_for_again_and_again() throws Exception {
        open(false);
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

    private void refuses(Reason reason, SSLContext context) throws Exception {
        try (SSLSocket client = TestCertificates.connect(context, gate.port())) {
            assertThat(ask(client)).startsWith("HTTP/1.1 400").contains("\"message\"", reason.code());
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        TestGate.Ended event = gate.nextEvent();
        assertThat(event.reason()).isEqualTo(reason);
        assertThat(event.status()).isEqualTo(400);
        assertThat(event.target()).isEqualTo("/_ping");
        assertThat(event.allowed()).isFalse();
        assertThat(engine.connections()).isZero();
    }

    @Test
    void tells_in_http_why_a_client_is_turned_away() throws Exception {
        open(false);
        refuses(Reason.CLIENT_CERTIFICATE_MISSING, authority.context());
        refuses(Reason.CLIENT_CERTIFICATE_EXPIRED, authority.context(authority.expired("CN=late")));
        Issued foreign = new TestCertificates("authority").client("CN=alice");
        refuses(Reason.CLIENT_CERTIFICATE_UNTRUSTED, authority.context(foreign));
        // A server's certificate of the same authority is no client's.
        refuses(Reason.CLIENT_CERTIFICATE_UNTRUSTED, authority.context(authority.server()));
        gate.awaitNothingOpen();
    }

    @Test
    void turns_away_who_was_revoked_also_where_a_session_is_resumed() throws Exception {
        open(false, true, FakeEngine.answering(OK));
        SSLContext context = authority.context(alice);
        try (SSLSocket client = TestCertificates.connect(context, gate.port())) {
            assertThat(ask(client)).startsWith("HTTP/1.1 200");
        }
        assertThat(gate.nextEvent().reason()).isNull();
        try (SSLSocket resumed = TestCertificates.connect(context, gate.port())) {
            assertThat(ask(resumed)).as("resumption keeps the certificate").startsWith("HTTP/1.1 200");
        }
        assertThat(gate.nextEvent().reason()).isNull();
        authority.revoked(folder.resolve("crl.pem"), Instant.now().plusSeconds(600), alice);
        tls.reload();
        try (SSLSocket client = TestCertificates.connect(context, gate.port())) {
            assertThat(ask(client)).startsWith("HTTP/1.1 400").contains("client_certificate_revoked");
        }
    }

    @Test
    void turns_everybody_away_where_the_list_of_revoked_certificates_is_out_of_date() throws Exception {
        open(false, true, FakeEngine.answering(OK));
        authority.revoked(folder.resolve("crl.pem"), Instant.now().minusSeconds(3600));
        tls.reload();
        refuses(Reason.CLIENT_CERTIFICATE_UNCHECKED, authority.context(alice));
    }

    @Test
    void lets_in_a_client_without_a_certificate_where_it_is_optional_but_none_with_a_bad_one() throws Exception {
        open(true);
        try (SSLSocket client = connect()) {
            assertThat(ask(client)).startsWith("HTTP/1.1 200");
        }
        assertThat(gate.nextEvent().reason()).isNull();
        try (SSLSocket client = connect(new TestCertificates("other").client("CN=alice"))) {
            assertThat(ask(client)).startsWith("HTTP/1.1 400").contains("client_certificate_untrusted");
        }
    }

    @Test
    void answers_plain_http_and_records_what_is_neither() throws Exception {
        open(false);
        try (Wire plain = gate.connectTcp()) {
            plain.send(PING);
            Wire.Response response = plain.readResponse();
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.text()).contains("tls_required");
            assertThat(plain.read()).isEqualTo(-1);
        }
        assertThat(gate.nextEvent().reason()).isEqualTo(Reason.TLS_REQUIRED);
        try (Wire garbage = gate.connectTcp()) {
            garbage.send(new byte[] {22, 3, 1, 0, 5, 9, 9, 9, 9, 9});
            garbage.readToEnd();
        }
        TestGate.Ended event = gate.nextEvent();
        assertThat(event.reason()).isEqualTo(Reason.TLS_HANDSHAKE_FAILED);
        assertThat(event.status()).isZero();
        try (Wire silent = gate.connectTcp()) {
            silent.endOutput();
            silent.readToEnd();
        }
        gate.awaitNothingOpen();
        assertThat(gate.eventsWaiting()).isZero();
    }

    @Test
    void passes_long_bodies_both_ways_although_nobody_reads_at_first() throws Exception {
        int size = 3 << 20;
        CompletableFuture<Integer> received = new CompletableFuture<>();
        open(false, false, (wire, connection) -> {
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
        try (SSLSocket client = connect(alice)) {
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
        open(false, false, (wire, connection) -> {
            wire.readHead();
            wire.send(UPGRADED);
            byte[] all = wire.readToEnd();
            wire.send("got " + all.length);
        });
        try (SSLSocket client = connect(alice)) {
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
        open(false);
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
        open(false, false, (wire, connection) -> {
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
    void takes_up_a_new_certificate_without_dropping_a_connection() throws Exception {
        open(false);
        SSLContext context = authority.context(alice);
        try (SSLSocket before = TestCertificates.connect(context, gate.port())) {
            assertThat(ask(before)).startsWith("HTTP/1.1 200");
            var old = before.getSession().getPeerCertificates()[0];
            Issued renewed = authority.server();
            renewed.certificateFile(folder.resolve("cert.pem"));
            assertThatThrownBy(tls::reload)
                    .isInstanceOf(TlsFault.class)
                    .hasMessageContaining("does not belong to the first certificate");
            assertThat(ask(before)).as("the old stays in force").startsWith("HTTP/1.1 200");
            renewed.keyFile(folder.resolve("key.pem"));
            tls.reload();
            try (SSLSocket after = TestCertificates.connect(authority.context(alice), gate.port())) {
                assertThat(after.getSession().getPeerCertificates()[0]).isEqualTo(renewed.certificate());
                assertThat(ask(after)).startsWith("HTTP/1.1 200");
            }
            assertThat(ask(before)).startsWith("HTTP/1.1 200");
            assertThat(before.getSession().getPeerCertificates()[0]).isEqualTo(old);
        }
    }

    @Test
    void refuses_a_second_handshake_on_one_connection() throws Exception {
        open(false);
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
        open(false);
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
