package io.caisson.server.tls;

import io.caisson.core.identity.PeerCertificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Certificates that others have checked and hand over as text. */
public final class CertificateText {
    private CertificateText() {}

    /** The facts of one certificate in PEM; empty where it is none. */
    public static Optional<PeerCertificate> facts(String pem) {
        try {
            var stream = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            return CertificateFactory.getInstance("X.509").generateCertificate(stream) instanceof X509Certificate x509
                    ? Optional.of(Peers.of(x509))
                    : Optional.empty();
        } catch (CertificateException unreadable) {
            return Optional.empty();
        }
    }
}
