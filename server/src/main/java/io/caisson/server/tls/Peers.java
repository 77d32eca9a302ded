package io.caisson.server.tls;

import io.caisson.core.identity.PeerCertificate;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** From certificates to the facts of them that policies know. */
final class Peers {
    /** The numbers that RFC 5280 gives to the kinds of alternative names. */
    private static final int EMAIL = 1;

    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private Peers() {}

    /** The facts of a certificate that was accepted. */
    static PeerCertificate of(X509Certificate certificate) throws CertificateParsingException {
        List<String> dns = new ArrayList<>();
        List<String> uris = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        List<String> emails = new ArrayList<>();
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names != null) {
            for (List<?> name : names) {
                if (name.get(1) instanceof String text) {
                    switch ((Integer) name.get(0)) {
                        case EMAIL -> emails.add(text);
                        case DNS -> dns.add(text.toLowerCase(Locale.ROOT));
                        case URI -> uris.add(text);
                        case IP -> addresses.add(InetAddress.ofLiteral(text).getHostAddress());
                        default -> {}
                    }
                }
            }
        }
        return new PeerCertificate(
                CommonName.of(certificate.getSubjectX500Principal().getEncoded()),
                CommonName.of(certificate.getIssuerX500Principal().getEncoded()),
                dns,
                uris,
                addresses,
                emails,
                HexFormat.of().formatHex(sha256(certificate.getPublicKey().getEncoded())),
                certificate.getSerialNumber().toString(16),
                certificate.getNotAfter().toInstant());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
