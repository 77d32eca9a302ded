package io.caisson.core.config;

import java.util.Optional;

/**
 * TLS of a listener. Paths are as the user wrote them.
 *
 * @param certificate file of the server's certificate, then its issuers
 * @param key file of its private key
 * @param keyPassword file with the password of an encrypted key
 * @param clientAuthority file of the authorities that issue certificates to clients; empty where none is asked for
 * @param clientsMayHaveNone whether a client without a certificate is let in all the same
 * @param revoked file of the lists of revoked certificates; where {@code origin} is empty it need not be there
 * @param origin the file that says so, beside which relative paths lie; empty means the process's folder
 */
public record ListenerTls(
        String certificate,
        String key,
        Optional<String> keyPassword,
        Optional<String> clientAuthority,
        boolean clientsMayHaveNone,
        Optional<String> revoked,
        String origin) {
    /** What clients need, for people. */
    public String asked() {
        if (clientAuthority.isEmpty()) {
            return "without client certificates";
        }
        return clientsMayHaveNone ? "client certificates optional" : "client certificates required";
    }
}
