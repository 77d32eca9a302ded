package io.caisson.server.tls;

import java.time.Instant;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/**
 * TLS of one listener. Its files may be read again at any time: connections that began before keep what they began
 * with, and those that begin later get the new.
 */
public final class ServerTls {
    private final ServerFiles files;
    private final Executor workers;
    private volatile ServerContext context;

    private ServerTls(ServerFiles files, Executor workers, ServerContext context) {
        this.files = files;
        this.workers = workers;
        this.context = context;
    }

    /**
     * Reads the files.
     *
     * @param workers where handshakes do their arithmetic
     * @throws TlsFault naming the file that cannot be used, the reason and the cure
     */
    public static ServerTls read(ServerFiles files, Executor workers) throws TlsFault {
        return new ServerTls(files, workers, ServerContext.read(files));
    }

    /**
     * Reads the files again; what was in force stays where one of them cannot be used.
     *
     * @throws TlsFault naming the file that cannot be used, the reason and the cure
     */
    public void reload() throws TlsFault {
        context = ServerContext.read(files);
    }

    public ServerFiles files() {
        return files;
    }

    /** The last moment of the certificate in force. */
    public Instant notAfter() {
        return context.notAfter();
    }

    /** Where handshakes do their arithmetic. */
    public Executor workers() {
        return workers;
    }

    /** The server's side of one connection. */
    public Handshake handshake() {
        ServerContext current = context;
        return new Handshake(current.engine(), current);
    }

    /** One connection with what was in force when it began. */
    public static final class Handshake {
        private final SSLEngine engine;
        private final ServerContext context;

        private Handshake(SSLEngine engine, ServerContext context) {
            this.engine = engine;
            this.context = context;
        }

        public SSLEngine engine() {
            return engine;
        }

        /** What the finished handshake says of the client; takes time, and so must not run on a loop. */
        public PeerFacts facts() {
            SSLSession session = engine.getSession();
            return context.facts(session);
        }
    }
}
