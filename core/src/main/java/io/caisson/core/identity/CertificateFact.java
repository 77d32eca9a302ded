package io.caisson.core.identity;

import java.util.List;
import java.util.Locale;

/** What client rules ask of certificates. */
public enum CertificateFact {
    /** The subject's common name. */
    CN,
    /** The issuer's common name. */
    ISSUER,
    DNS,
    URI,
    IP,
    /** The SHA-256 of the public key. */
    PIN;

    /** The form in which values of this fact are compared. */
    public String normal(String written) {
        return this == DNS || this == PIN ? written.toLowerCase(Locale.ROOT) : written;
    }

    List<String> values(PeerCertificate certificate) {
        return switch (this) {
            case CN -> certificate.commonName().stream().toList();
            case ISSUER -> certificate.issuerCommonName().stream().toList();
            case DNS -> certificate.dnsNames();
            case URI -> certificate.uris();
            case IP -> certificate.addresses();
            case PIN -> List.of(certificate.publicKeyPin());
        };
    }
}
