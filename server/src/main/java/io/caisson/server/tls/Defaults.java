package io.caisson.server.tls;

import java.util.List;
import javax.net.ssl.SSLParameters;

/**
 * What TLS is spoken here: versions 1.3 and 1.2, and only suites with forward secrecy and authenticated encryption. The
 * order is ours; the fastest on processors with AES comes first.
 */
final class Defaults {
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final String[] HTTP = {"http/1.1"};

    private Defaults() {}

    static SSLParameters forServer(SSLParameters parameters, boolean asksForCertificate) {
        common(parameters);
        parameters.setUseCipherSuitesOrder(true);
        // Wanted and not needed: who comes without one is told so in HTTP.
        parameters.setWantClientAuth(asksForCertificate);
        return parameters;
    }

    static SSLParameters forClient(SSLParameters parameters) {
        common(parameters);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    private static void common(SSLParameters parameters) {
        parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
        parameters.setCipherSuites(SUITES.toArray(String[]::new));
        parameters.setApplicationProtocols(HTTP);
    }
}
