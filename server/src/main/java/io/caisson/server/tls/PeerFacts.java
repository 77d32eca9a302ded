package io.caisson.server.tls;

import io.caisson.core.identity.PeerCertificate;
import io.caisson.core.reason.Reason;
import java.util.Optional;

/**
 * What a finished handshake says of the client.
 *
 * @param certificate its certificate, where it showed one that is accepted
 * @param refusal why all its requests are refused, where they are
 */
public record PeerFacts(Optional<PeerCertificate> certificate, Optional<Reason> refusal) {
    static final PeerFacts NONE = new PeerFacts(Optional.empty(), Optional.empty());

    static PeerFacts refused(Reason reason) {
        return new PeerFacts(Optional.empty(), Optional.of(reason));
    }
}
