package io.caisson.server.tls;

import io.caisson.core.reason.Reason;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates clients may show. A chain is checked after each handshake, also after a resumed one, and not in
 * it: so a client that is turned away can be told why, and a certificate that was revoked or ran out meanwhile does not
 * live on in a session.
 */
final class ClientTrust {
    private final X509TrustManager manager;
    private final List<X509Certificate> authorities;

    private ClientTrust(X509TrustManager manager, List<X509Certificate> authorities) {
        this.manager = manager;
        this.authorities = List.copyOf(authorities);
    }

    static ClientTrust read(Path authority, Optional<Path> revoked) throws TlsFault {
        List<X509Certificate> authorities = PemFile.certificates(authority, "the authority of clients");
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate each : authorities) {
            if (each.getBasicConstraints() < 0) {
                throw new TlsFault("`" + authority + "` holds a certificate of `" + each.getSubjectX500Principal()
                        + "` that is no authority's; name the one that signs clients");
            }
            anchors.add(new TrustAnchor(each, null));
        }
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
            parameters.setRevocationEnabled(revoked.isPresent());
            if (revoked.isPresent()) {
                parameters.addCertStore(CertStore.getInstance(
                        "Collection", new CollectionCertStoreParameters(PemFile.revoked(revoked.get()))));
                parameters.addCertPathChecker(listsOnly());
            }
            return new ClientTrust(manager(parameters), authorities);
        } catch (TlsFault fault) {
            throw fault;
        } catch (GeneralSecurityException fault) {
            throw new TlsFault("`" + authority + "` cannot be used to check clients: " + fault.getMessage());
        }
    }

    /** No question to the network decides who comes in: the lists that were read do. */
    private static PKIXRevocationChecker listsOnly() throws GeneralSecurityException {
        PKIXRevocationChecker checker =
                (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(
                EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
        return checker;
    }

    private static X509TrustManager manager(PKIXBuilderParameters parameters) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no trust manager for X.509");
    }

    /** The authorities, which clients are told of so that they can choose a certificate. */
    X509Certificate[] authorities() {
        return authorities.toArray(X509Certificate[]::new);
    }

    /** Why a chain is not accepted, or null. */
    @Nullable
    Reason refusal(X509Certificate[] chain) {
        try {
            manager.checkClientTrusted(chain, "UNKNOWN");
            return null;
        } catch (CertificateException | RuntimeException refused) {
            return reason(refused);
        }
    }

    private static Reason reason(Exception refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return Reason.CLIENT_CERTIFICATE_EXPIRED;
            }
            if (cause instanceof CertPathValidatorException path && path.getReason() instanceof BasicReason basic) {
                return switch (basic) {
                    case EXPIRED, NOT_YET_VALID -> Reason.CLIENT_CERTIFICATE_EXPIRED;
                    case REVOKED -> Reason.CLIENT_CERTIFICATE_REVOKED;
                    case UNDETERMINED_REVOCATION_STATUS -> Reason.CLIENT_CERTIFICATE_UNCHECKED;
                    case UNSPECIFIED, INVALID_SIGNATURE, ALGORITHM_CONSTRAINED -> Reason.CLIENT_CERTIFICATE_UNTRUSTED;
                };
            }
        }
        return Reason.CLIENT_CERTIFICATE_UNTRUSTED;
    }
}
