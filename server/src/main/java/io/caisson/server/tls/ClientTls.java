package io.caisson.server.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS towards an engine. Its files may be read again at any time: connections that begin later get the new. */
public final class ClientTls {
    private final ClientFiles files;
    private final Executor workers;
    private volatile Current current;

    private record Current(SSLContext context, @Nullable OwnKey own) {}

    private ClientTls(ClientFiles files, Executor workers, Current current) {
        this.files = files;
        this.workers = workers;
        this.current = current;
    }

    /**
     * Reads the files.
     *
     * @param workers where handshakes do their arithmetic
     * @throws TlsFault naming the file that cannot be used, the reason and the cure
     */
    public static ClientTls read(ClientFiles files, Executor workers) throws TlsFault {
        return new ClientTls(files, workers, load(files));
    }

    /**
     * Reads the files again; what was in force stays where one of them cannot be used.
     *
     * @throws TlsFault naming the file that cannot be used, the reason and the cure
     */
    public void reload() throws TlsFault {
        current = load(files);
    }

    public ClientFiles files() {
        return files;
    }

    /** Where handshakes do their arithmetic. */
    public Executor workers() {
        return workers;
    }

    /** The last moment of our certificate, where there is one. */
    public Optional<Instant> notAfter() {
        OwnKey own = current.own();
        return own == null
                ? Optional.empty()
                : Optional.of(own.certificate().getNotAfter().toInstant());
    }

    /** Our side of one connection to an engine at this host, whose certificate must name it. */
    public SSLEngine engine(String host, int port) {
        SSLEngine engine = current.context().createSSLEngine(files.serverName().orElse(host), port);
        engine.setUseClientMode(true);
        engine.setSSLParameters(Defaults.forClient(engine.getSSLParameters()));
        return engine;
    }

    /** The same over a connected socket that blocks, for questions outside the data path; shakes hands at once. */
    public Socket over(Socket connected, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) current.context()
                .getSocketFactory()
                .createSocket(connected, files.serverName().orElse(host), port, true);
        socket.setSSLParameters(Defaults.forClient(socket.getSSLParameters()));
        socket.startHandshake();
        return socket;
    }

    private static Current load(ClientFiles files) throws TlsFault {
        OwnKey own = files.certificate().isPresent() && files.key().isPresent()
                ? OwnKey.read(files.certificate().get(), files.key().get(), files.keyPassword())
                : null;
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(files.authority().isPresent() ? store(files.authority().get()) : null);
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = own == null ? new KeyManager[0] : new KeyManager[] {own};
            TrustManager[] trust = factory.getTrustManagers();
            context.init(keys, trust, null);
            return new Current(context, own);
        } catch (GeneralSecurityException fault) {
            throw new TlsFault("TLS to the engine cannot be set up: " + fault.getMessage());
        }
    }

    private static KeyStore store(Path authority) throws TlsFault, GeneralSecurityException {
        List<X509Certificate> certificates = PemFile.certificates(authority, "the authority of the engine");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca" + i, certificates.get(i));
        }
        return store;
    }
}
