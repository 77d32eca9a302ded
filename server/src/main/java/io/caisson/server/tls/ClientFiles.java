package io.caisson.server.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of an engine with TLS.
 *
 * @param authority certificates in PEM of those who may issue the engine's; empty means those that the system trusts
 * @param certificate our certificate in PEM, its own first, then its issuers, where the engine asks for one
 * @param key its private key in PEM; there exactly when the certificate is
 * @param keyPassword a file with the password of the key, where the key is encrypted
 * @param serverName the name that the engine's certificate must hold; empty means the host of its address
 */
public record ClientFiles(
        Optional<Path> authority,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<Path> keyPassword,
        Optional<String> serverName) {
    /** All of them, to be watched. */
    public List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        authority.ifPresent(paths::add);
        certificate.ifPresent(paths::add);
        key.ifPresent(paths::add);
        keyPassword.ifPresent(paths::add);
        return paths;
    }
}
