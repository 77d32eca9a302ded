package io.caisson.core.config;

import java.util.Optional;

/**
 * TLS towards an engine. Paths are as the user wrote them.
 *
 * @param authority file of the authorities that may issue the engine's certificate; empty means those of the system
 * @param certificate file of our certificate, then its issuers; there exactly when the key is
 * @param key file of its private key
 * @param keyPassword file with the password of an encrypted key
 * @param serverName the name that the engine's certificate must hold; empty means the host of its address
 * @param origin the file that says so, beside which relative paths lie; empty means the process's folder
 */
public record EngineTls(
        Optional<String> authority,
        Optional<String> certificate,
        Optional<String> key,
        Optional<String> keyPassword,
        Optional<String> serverName,
        String origin) {}
