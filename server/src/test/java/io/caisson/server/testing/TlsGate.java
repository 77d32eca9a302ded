package io.caisson.server.testing;

import io.caisson.server.testing.TestCertificates.Issued;
import io.caisson.server.tls.ServerFiles;
import io.caisson.server.tls.ServerTls;
import io.caisson.server.tls.Workers;
import io.caisson.server.upstream.Engine;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** A gate with a port that speaks TLS and asks for client certificates, in front of a fake engine. */
public final class TlsGate implements AutoCloseable {
    public static final String PING = "GET /_ping HTTP/1.1\r\nHost: a\r\n\r\n";
    public static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    private final FakeEngine engine;
    private final TestGate gate;
    private final ServerTls tls;
    private final TestCertificates authority;

    private TlsGate(FakeEngine engine, TestGate gate, ServerTls tls, TestCertificates authority) {
        this.engine = engine;
        this.gate = gate;
        this.tls = tls;
        this.authority = authority;
    }

    /**
     * What is special about a gate.
     *
     * @param optional whether clients may have no certificate
     * @param listed whether there is a list of revoked certificates, {@code crl.pem}
     * @param room for how many connections there is room
     */
    public record Options(boolean optional, boolean listed, int room) {
        public static final Options NONE = new Options(false, false, 1000);
    }

    /** Opens one; its files are in the folder. */
    public static TlsGate open(Path folder, TestCertificates authority, Options options, FakeEngine.Script script)
            throws Exception {
        Issued server = authority.server();
        server.certificateFile(folder.resolve("cert.pem"));
        server.keyFile(folder.resolve("key.pem"));
        authority.root().certificateFile(folder.resolve("ca.pem"));
        authority.revoked(folder.resolve("crl.pem"), Instant.now().plusSeconds(600));
        ServerTls tls = ServerTls.read(
                new ServerFiles(
                        folder.resolve("cert.pem"),
                        folder.resolve("key.pem"),
                        Optional.empty(),
                        Optional.of(folder.resolve("ca.pem")),
                        options.optional(),
                        options.listed() ? Optional.of(folder.resolve("crl.pem")) : Optional.empty(),
                        false),
                new Workers(1, options.room()));
        FakeEngine engine = FakeEngine.start(folder.resolve("engine.sock"), script);
        TestGate gate =
                TestGate.open(folder, new Engine(UnixDomainSocketAddress.of(engine.socket())), TestGate.limits(), tls);
        return new TlsGate(engine, gate, tls, authority);
    }

    public TestGate gate() {
        return gate;
    }

    public FakeEngine engine() {
        return engine;
    }

    public ServerTls tls() {
        return tls;
    }

    /** A client with a certificate, or without, after its handshake. */
    public SSLSocket connect(Issued... shown) throws Exception {
        return TestCertificates.connect(authority.context(shown), gate.port());
    }

    public static void send(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("ended inside a head: " + head);
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    /** Pings; answers head and body. */
    public static String ask(SSLSocket socket) throws IOException {
        send(socket, PING);
        String head = readHead(socket.getInputStream());
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
        int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        gate.close();
        engine.close();
    }
}
