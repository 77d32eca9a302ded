package io.caisson.server.tls;

import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** One certificate with its chain and its key, offered wherever its kind of key is asked for. */
final class OwnKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private OwnKey(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /** Reads both, and sees to it that they belong together. */
    static OwnKey read(Path certificate, Path key, Optional<Path> password) throws TlsFault {
        List<X509Certificate> chain = PemFile.certificates(certificate, "the certificate");
        PrivateKey secret = PrivateKeyFile.read(key, password);
        if (!belong(chain.getFirst(), secret)) {
            throw new TlsFault("the key `" + key + "` does not belong to the first certificate of `" + certificate
                    + "`; name the key that it was made with");
        }
        return new OwnKey(chain, secret);
    }

    private static boolean belong(X509Certificate certificate, PrivateKey key) {
        String algorithm = SIGNATURES.get(key.getAlgorithm());
        if (algorithm == null) {
            // Keys of rare kinds are tried by the first handshake.
            return true;
        }
        try {
            byte[] probe = certificate.getSerialNumber().toByteArray();
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException strangers) {
            return false;
        }
    }

    /** The certificate itself. */
    X509Certificate certificate() {
        return chain.getFirst();
    }

    private @Nullable String alias(String type) {
        return type.equals(key.getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
        return alias(type);
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
        return alias(type);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers, SSLEngine engine) {
        return clientAlias(types);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, Socket socket) {
        return clientAlias(types);
    }

    private @Nullable String clientAlias(String[] types) {
        for (String type : types) {
            if (alias(type) != null) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return alias(type) == null ? null : new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return getServerAliases(type, issuers);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }
}
