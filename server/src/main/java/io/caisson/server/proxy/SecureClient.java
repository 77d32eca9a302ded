package io.caisson.server.proxy;

import io.caisson.core.http.RequestHead;
import io.caisson.core.identity.PeerCertificate;
import io.caisson.core.reason.Reason;
import io.caisson.server.tls.PeerFacts;
import io.caisson.server.tls.ServerTls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The TLS side of one client connection: whose certificate it showed, and why all its requests are refused where that
 * is not accepted. A refused client is let finish its handshake and its request, so that it can be told why in HTTP.
 */
final class SecureClient implements TlsPeer {
    private final ClientSession session;
    private final ServerTls tls;
    private final ServerTls.Handshake handshake;
    private @Nullable TlsTransport transport;
    private volatile @Nullable PeerFacts facts;
    private boolean plain;

    private SecureClient(ClientSession session, ServerTls tls) {
        this.session = session;
        this.tls = tls;
        this.handshake = tls.handshake();
    }

    /** Begins the handshake on an accepted channel, for which room was taken. */
    static void begin(ClientSession session, SocketChannel channel, ServerTls tls) throws IOException {
        SecureClient client = new SecureClient(session, tls);
        TlsTransport transport = TlsTransport.of(session, channel, client.handshake.engine(), tls.workers(), client);
        client.transport = transport;
        session.secure = client;
        Arrival.begin(session);
        transport.start();
    }

    /** The connection is over. */
    void left() {
        tls.workers().leave();
    }

    /** The client's certificate, where it showed one that is accepted. */
    Optional<PeerCertificate> certificate() {
        PeerFacts known = facts;
        return known == null ? Optional.empty() : known.certificate();
    }

    /** Why a request is refused whatever it asks for, or null. */
    @Nullable
    Reason refusal(RequestHead head) {
        if (plain) {
            return Reason.TLS_REQUIRED;
        }
        PeerFacts known = facts;
        if (known == null) {
            // Invariant: no request is read before the client was examined; if one is, it is nobody's.
            return Reason.CLIENT_CERTIFICATE_UNCHECKED;
        }
        return known.refusal().isPresent() ? known.refusal().get() : head.malformed();
    }

    @Override
    public boolean isExamined() {
        return true;
    }

    @Override
    public void examine() {
        facts = handshake.facts();
    }

    @Override
    public void onSecured() {
        certificate().ifPresent(certificate -> {
            session.principal =
                    session.principal.knowing(session.principal.known().with(certificate));
            session.exchange.record.by(session.principal);
        });
        session.updateInterest();
        session.deadlineIn(session.loop.limits.headWait().toNanos());
    }

    @Override
    public void onHandshakeFault(IOException fault, boolean nothingCame) {
        if (!nothingCame && !session.isClosed()) {
            // Who only looks whether the port is open is no event.
            ExchangeRecord record = new ExchangeRecord(session.principal);
            record.beginUnread(session.loop);
            record.refused(Reason.TLS_HANDSHAKE_FAILED, null);
            record.explained(String.valueOf(fault.getMessage()));
            record.write(session.loop, 0);
        }
        session.close();
    }

    @Override
    public void onPlain(ByteBuffer bytes) throws IOException {
        TlsTransport current = transport;
        if (current != null) {
            plain = true;
            session.attach(current.withoutTls());
            session.updateInterest();
            session.consume(bytes);
        }
    }
}
