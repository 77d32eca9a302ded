package io.caisson.server.tls;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets a handshake go on with any client certificate. TLS itself makes sure that the client has its key; whether it is
 * trusted is asked of {@link ClientTrust} when the handshake is over, before a byte of a request is taken.
 */
final class LaterJudged extends X509ExtendedTrustManager {
    private final @Nullable ClientTrust trust;

    LaterJudged(@Nullable ClientTrust trust) {
        this.trust = trust;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        neverClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        neverClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        neverClient();
    }

    private static void neverClient() {
        throw new IllegalStateException("this is a server's context");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        ClientTrust current = trust;
        return current == null ? new X509Certificate[0] : current.authorities();
    }
}
