package io.caisson.server.tls;

import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/**
 * TLS of one listener. Its files may be read again at any time: connections that began before keep what they began
 * with, and those that begin later get the new.
 */
public final class ServerTls {
    private final ServerFiles files;
    private final Workers workers;
    private volatile ServerContext context;

    private ServerTls(ServerFiles files, Workers workers, ServerContext context) {
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
    public static ServerTls read(ServerFiles files, Workers workers) throws TlsFault {
        return new ServerTls(files, workers, ServerContext.read(files));
    }

    /**
     * Reads the files again; what was in force stays where one of them cannot be used.
     *
     * @throws TlsFault naming the file that cannot be used, the reason and the cure
     */
    public void reload() throws TlsFault {
        ServerContext next = ServerContext.read(files);
        if (context.isListed() && !next.isListed()) {
            // Who was revoked must not come back because a file is gone.
            throw new TlsFault("the list of revoked certificates `"
                    + files.revoked().orElseThrow() + "` is not there any more; put it back, or restart without it");
        }
        context = next;
    }

    public ServerFiles files() {
        return files;
    }

    /** The last moment of the certificate in force. */
    public Instant notAfter() {
        return context.notAfter();
    }

    /** Where handshakes do their arithmetic. */
    public Workers workers() {
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
