package io.caisson.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** An engine on a port of the loopback address that takes only clients with a certificate of an authority. */
public final class TlsEngine implements AutoCloseable {
    private final SSLServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();

    /** What happens on one connection. */
    public interface Script {
        void serve(SSLSocket socket) throws Exception;
    }

    private TlsEngine(SSLServerSocket server) {
        this.server = server;
    }

    public static TlsEngine start(TestCertificates authority, Script script) throws Exception {
        TestCertificates.Issued issued = authority.server();
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("own", issued.key(), new char[0], new Certificate[] {issued.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, new char[0]);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority.root().certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        TlsEngine engine = new TlsEngine(server);
        Thread.ofVirtual().start(() -> engine.accept(script));
        return engine;
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) server.accept();
                connections.incrementAndGet();
                Thread.ofPlatform().daemon().start(() -> serve(script, socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Script script, SSLSocket socket) {
        try (socket) {
            script.serve(socket);
        } catch (Exception end) {
            // The other side left, or the test is over.
        }
    }

    /** Answers every request on a connection with the same bytes. */
    public static Script answering(String response) {
        return socket -> {
            while (true) {
                readHead(socket.getInputStream());
                socket.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
            }
        };
    }

    public static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("ended");
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
