package io.caisson.server.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a listener with TLS.
 *
 * @param certificate the server's certificate in PEM, its own first, then its issuers
 * @param key its private key in PEM
 * @param keyPassword a file with the password of the key, where the key is encrypted
 * @param clientAuthority certificates in PEM of those who may issue certificates to clients; empty where none is asked
 *     for
 * @param clientsMayHaveNone whether a client without a certificate is let in all the same
 * @param revoked lists of revoked certificates in PEM or DER, one after the other; where it is there, every certificate
 *     of a client's chain must be covered by a list that is in force
 */
public record ServerFiles(
        Path certificate,
        Path key,
        Optional<Path> keyPassword,
        Optional<Path> clientAuthority,
        boolean clientsMayHaveNone,
        Optional<Path> revoked) {
    /** All of them, to be watched. */
    public List<Path> paths() {
        List<Path> paths = new ArrayList<>(List.of(certificate, key));
        keyPassword.ifPresent(paths::add);
        clientAuthority.ifPresent(paths::add);
        revoked.ifPresent(paths::add);
        return paths;
    }
}
