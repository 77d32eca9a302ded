package io.caisson.server.proxy;

import static io.caisson.server.testing.TlsGate.ask;
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
import io.caisson.server.tls.TlsFault;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in on a listener with TLS, and what the others are told. */
@Timeout(60)
class ClientCertificateTest {
    private static final String OK = TlsGate.OK;
    private static final String PING = TlsGate.PING;

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
        assertThat(tlsGate.engine().connections()).isZero();
    }

    @Test
    void tells_in_http_why_a_client_is_turned_away() throws Exception {
        open(Options.NONE, FakeEngine.answering(OK));
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
        open(new Options(false, true, 1000), FakeEngine.answering(OK));
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
        tlsGate.tls().reload();
        try (SSLSocket client = TestCertificates.connect(context, gate.port())) {
            assertThat(ask(client)).startsWith("HTTP/1.1 400").contains("client_certificate_revoked");
        }
    }

    @Test
    void turns_everybody_away_where_the_list_of_revoked_certificates_is_out_of_date() throws Exception {
        open(new Options(false, true, 1000), FakeEngine.answering(OK));
        authority.revoked(folder.resolve("crl.pem"), Instant.now().minusSeconds(3600));
        tlsGate.tls().reload();
        refuses(Reason.CLIENT_CERTIFICATE_UNCHECKED, authority.context(alice));
    }

    @Test
    void lets_in_a_client_without_a_certificate_where_it_is_optional_but_none_with_a_bad_one() throws Exception {
        open(new Options(true, false, 1000), FakeEngine.answering(OK));
        try (SSLSocket client = tlsGate.connect()) {
            assertThat(ask(client)).startsWith("HTTP/1.1 200");
        }
        assertThat(gate.nextEvent().reason()).isNull();
        try (SSLSocket client = tlsGate.connect(new TestCertificates("other").client("CN=alice"))) {
            assertThat(ask(client)).startsWith("HTTP/1.1 400").contains("client_certificate_untrusted");
        }
    }

    @Test
    void answers_plain_http_and_records_what_is_neither() throws Exception {
        open(Options.NONE, FakeEngine.answering(OK));
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
    void takes_up_a_new_certificate_without_dropping_a_connection() throws Exception {
        open(Options.NONE, FakeEngine.answering(OK));
        SSLContext context = authority.context(alice);
        try (SSLSocket before = TestCertificates.connect(context, gate.port())) {
            assertThat(ask(before)).startsWith("HTTP/1.1 200");
            var old = before.getSession().getPeerCertificates()[0];
            Issued renewed = authority.server();
            renewed.certificateFile(folder.resolve("cert.pem"));
            assertThatThrownBy(tlsGate.tls()::reload)
                    .isInstanceOf(TlsFault.class)
                    .hasMessageContaining("does not belong to the first certificate");
            assertThat(ask(before)).as("the old stays in force").startsWith("HTTP/1.1 200");
            renewed.keyFile(folder.resolve("key.pem"));
            tlsGate.tls().reload();
            try (SSLSocket after = TestCertificates.connect(authority.context(alice), gate.port())) {
                assertThat(after.getSession().getPeerCertificates()[0]).isEqualTo(renewed.certificate());
                assertThat(ask(after)).startsWith("HTTP/1.1 200");
            }
            assertThat(ask(before)).startsWith("HTTP/1.1 200");
            assertThat(before.getSession().getPeerCertificates()[0]).isEqualTo(old);
        }
    }

    @Test
    void has_room_for_a_bounded_number_of_connections_and_gets_it_back() throws Exception {
        open(new Options(false, false, 2), FakeEngine.answering(OK));
        try (SSLSocket one = tlsGate.connect(alice);
                Wire two = gate.connectTcp()) {
            assertThat(ask(one)).startsWith("HTTP/1.1 200");
            assertThat(gate.nextEvent().reason()).isNull();
            try (Wire three = gate.connectTcp()) {
                assertThat(three.read()).isEqualTo(-1);
            }
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.TOO_MANY_CONNECTIONS);
            assertThat(two.channel().isOpen()).isTrue();
        }
        gate.awaitNothingOpen();
        for (int i = 0; i < 3; i++) {
            try (SSLSocket again = tlsGate.connect(alice)) {
                assertThat(ask(again)).startsWith("HTTP/1.1 200");
            }
            gate.awaitNothingOpen();
        }
    }
}
