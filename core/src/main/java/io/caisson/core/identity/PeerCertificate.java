package io.caisson.core.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The facts of a client's certificate whose chain, time and revocation were checked against the authorities of its
 * listener. A certificate that was not accepted never becomes one of these.
 *
 * @param commonName the subject's common name; empty when it has none, or several and so no clear one
 * @param issuerCommonName the issuer's, likewise
 * @param dnsNames subject alternative names, in lower case
 * @param uris subject alternative names such as {@code spiffe://example.org/ci}, as they are written
 * @param addresses subject alternative names that are IP addresses: {@code 192.0.2.7}, {@code 2001:db8:0:0:0:0:0:1}
 * @param emails subject alternative names that are mailboxes, as they are written
 * @param publicKeyPin SHA-256 over the SubjectPublicKeyInfo, 64 lower-case hexadecimal digits
 * @param serial the serial number in lower-case hexadecimal digits without leading zeros
 * @param notAfter the last moment of its validity
 */
public record PeerCertificate(
        Optional<String> commonName,
        Optional<String> issuerCommonName,
        List<String> dnsNames,
        List<String> uris,
        List<String> addresses,
        List<String> emails,
        String publicKeyPin,
        String serial,
        Instant notAfter) {
    /** Length of {@link #publicKeyPin()}. */
    public static final int PIN_DIGITS = 64;

    public PeerCertificate {
        dnsNames = List.copyOf(dnsNames);
        uris = List.copyOf(uris);
        addresses = List.copyOf(addresses);
        emails = List.copyOf(emails);
        if (publicKeyPin.length() != PIN_DIGITS) {
            throw new IllegalArgumentException("a pin of " + publicKeyPin.length() + " digits");
        }
    }
}
