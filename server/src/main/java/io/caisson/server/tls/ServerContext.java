package io.caisson.server.tls;

import io.caisson.core.reason.Reason;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A listener's certificate and its trust in clients, as its files were when they were read. Immutable. */
final class ServerContext {
    /** What is kept of sessions that clients may resume, besides the tickets that clients keep themselves. */
    private static final int SESSIONS_MAX = 256;

    private static final int SESSION_SECONDS = 3600;

    private final SSLContext context;
    private final OwnKey own;
    private final @Nullable ClientTrust trust;
    private final boolean clientsMayHaveNone;

    private ServerContext(SSLContext context, OwnKey own, @Nullable ClientTrust trust, boolean clientsMayHaveNone) {
        this.context = context;
        this.own = own;
        this.trust = trust;
        this.clientsMayHaveNone = clientsMayHaveNone;
    }

    static ServerContext read(ServerFiles files) throws TlsFault {
        OwnKey own = OwnKey.read(files.certificate(), files.key(), files.keyPassword());
        ClientTrust trust = files.clientAuthority().isPresent()
                ? ClientTrust.read(files.clientAuthority().get(), files.revoked())
                : null;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {own}, new TrustManager[] {new LaterJudged(trust)}, null);
            context.getServerSessionContext().setSessionCacheSize(SESSIONS_MAX);
            context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
            return new ServerContext(context, own, trust, files.clientsMayHaveNone());
        } catch (GeneralSecurityException fault) {
            throw new TlsFault("TLS cannot be set up with `" + files.certificate() + "`: " + fault.getMessage());
        }
    }

    /** One connection's side. */
    SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(Defaults.forServer(engine.getSSLParameters(), trust != null));
        return engine;
    }

    /** The last moment of the server certificate. */
    Instant notAfter() {
        return own.certificate().getNotAfter().toInstant();
    }

    /** What a finished handshake says; takes time, and so must not run on a loop. */
    PeerFacts facts(SSLSession session) {
        ClientTrust current = trust;
        if (current == null) {
            return PeerFacts.NONE;
        }
        Certificate[] chain;
        try {
            chain = session.getPeerCertificates();
        } catch (SSLPeerUnverifiedException none) {
            return clientsMayHaveNone ? PeerFacts.NONE : PeerFacts.refused(Reason.CLIENT_CERTIFICATE_MISSING);
        }
        X509Certificate[] certificates = new X509Certificate[chain.length];
        for (int i = 0; i < chain.length; i++) {
            if (!(chain[i] instanceof X509Certificate certificate)) {
                return PeerFacts.refused(Reason.CLIENT_CERTIFICATE_UNTRUSTED);
            }
            certificates[i] = certificate;
        }
        Reason refusal = current.refusal(certificates);
        if (refusal != null) {
            return PeerFacts.refused(refusal);
        }
        try {
            return new PeerFacts(Optional.of(Peers.of(certificates[0])), Optional.empty());
        } catch (CertificateParsingException | IllegalArgumentException malformed) {
            return PeerFacts.refused(Reason.CLIENT_CERTIFICATE_UNTRUSTED);
        }
    }
}
