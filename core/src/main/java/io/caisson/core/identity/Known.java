package io.caisson.core.identity;

import java.util.Optional;

/**
 * What is known of a caller beyond the address. Collected only where the client rules of its listener ask for it.
 *
 * @param address the IP address, where the connection has one
 * @param unix the process, where the connection is a unix socket's
 * @param origin the container
 * @param certificate the certificate that the caller proved to hold
 * @param credential what the request proved
 */
public record Known(
        Optional<IpAddress> address,
        Optional<UnixPeer> unix,
        Origin origin,
        Optional<PeerCertificate> certificate,
        Optional<Credential> credential) {
    /** Nothing is known. */
    public static final Known NOTHING =
            new Known(Optional.empty(), Optional.empty(), Origin.UNASKED, Optional.empty(), Optional.empty());

    /** The same from another address. */
    public Known from(IpAddress newAddress) {
        return new Known(Optional.of(newAddress), unix, origin, certificate, credential);
    }

    /** The same with the process. */
    public Known by(UnixPeer newPeer) {
        return new Known(address, Optional.of(newPeer), origin, certificate, credential);
    }

    /** The same with the container, or what is known of it. */
    public Known in(Origin newOrigin) {
        return new Known(address, unix, newOrigin, certificate, credential);
    }

    /** The same with a certificate. */
    public Known with(PeerCertificate newCertificate) {
        return new Known(address, unix, origin, Optional.of(newCertificate), credential);
    }

    /** The same with what a request proved. */
    public Known with(Credential newCredential) {
        return new Known(address, unix, origin, certificate, Optional.of(newCredential));
    }
}
