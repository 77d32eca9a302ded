package io.caisson.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority for tests, and what it issues. */
public final class TestCertificates {
    private static final Duration VALID = Duration.ofDays(10);
    private static final AtomicLong SERIAL = new AtomicLong(1000);

    private final Issued root;

    /** A certificate, its key and its issuer's certificate. */
    public record Issued(X509Certificate certificate, PrivateKey key, X509Certificate issuer) {
        /** As a file in PEM. */
        public Path certificateFile(Path file) throws Exception {
            return write(file, "CERTIFICATE", certificate.getEncoded());
        }

        public Path keyFile(Path file) throws Exception {
            return write(file, "PRIVATE KEY", key.getEncoded());
        }
    }

    public TestCertificates(String name) throws Exception {
        KeyPair keys = keys();
        X500Name subject = new X500Name("CN=" + name);
        var builder = new JcaX509v3CertificateBuilder(
                subject, serial(), from(Instant.now()), until(Instant.now()), subject, keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        X509Certificate certificate = sign(builder, keys.getPrivate());
        root = new Issued(certificate, keys.getPrivate(), certificate);
    }

    public Issued root() {
        return root;
    }

    public Issued server() throws Exception {
        return issue(
                "CN=localhost", KeyPurposeId.id_kp_serverAuth, Instant.now(), name(GeneralName.dNSName, "localhost"));
    }

    public Issued client(String subject, GeneralName... names) throws Exception {
        return issue(subject, KeyPurposeId.id_kp_clientAuth, Instant.now(), names);
    }

    /** One that ran out yesterday. */
    public Issued expired(String subject) throws Exception {
        return issue(
                subject,
                KeyPurposeId.id_kp_clientAuth,
                Instant.now().minus(VALID).minus(Duration.ofDays(1)));
    }

    public static GeneralName name(int kind, String text) {
        return new GeneralName(kind, text);
    }

    private Issued issue(String subject, KeyPurposeId purpose, Instant now, GeneralName... names) throws Exception {
        KeyPair keys = keys();
        var builder = new JcaX509v3CertificateBuilder(
                root.certificate(), serial(), from(now), until(now), new X500Name(subject), keys.getPublic());
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        if (names.length > 0) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return new Issued(sign(builder, root.key()), keys.getPrivate(), root.certificate());
    }

    /** A list of revoked certificates as a file. */
    public Path revoked(Path file, Instant nextUpdate, Issued... revoked) throws Exception {
        var builder = new JcaX509v2CRLBuilder(root.certificate(), from(Instant.now()));
        builder.setNextUpdate(Date.from(nextUpdate));
        for (Issued each : revoked) {
            builder.addCRLEntry(each.certificate().getSerialNumber(), new Date(), CRLReason.keyCompromise);
        }
        return write(
                file,
                "X509 CRL",
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(root.key()))
                        .getEncoded());
    }

    /** A client's context that trusts this authority and shows a certificate, or none. */
    public SSLContext context(Issued... shown) throws Exception {
        KeyStore trusted = store();
        trusted.setCertificateEntry("ca", root.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        // A foreign certificate is to be shown although the server asks for others.
        KeyManager[] keys = shown.length == 0 ? null : new KeyManager[] {new Insistent(shown[0])};
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    /** Connects and shakes hands. */
    public static SSLSocket connect(SSLContext context, SocketAddress address, String... protocols) throws IOException {
        InetSocketAddress inet = (InetSocketAddress) address;
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", inet.getPort());
        socket.setSoTimeout(20_000);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    private static KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream none = InputStream.nullInputStream()) {
            store.load(null, null);
        }
        return store;
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static Path write(Path file, String label, byte[] der) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + label + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label
                        + "-----\n");
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return BigInteger.valueOf(SERIAL.incrementAndGet());
    }

    private static Date from(Instant now) {
        return Date.from(now.minus(Duration.ofMinutes(5)));
    }

    private static Date until(Instant now) {
        return Date.from(now.plus(VALID));
    }

    /** Shows its certificate whatever the server asks for. */
    private static final class Insistent extends javax.net.ssl.X509ExtendedKeyManager {
        private final Issued own;

        Insistent(Issued own) {
            this.own = own;
        }

        @Override
        public String[] getClientAliases(String type, java.security.Principal[] issuers) {
            return new String[] {"own"};
        }

        @Override
        public String chooseClientAlias(String[] types, java.security.Principal[] issuers, java.net.Socket socket) {
            return List.of(types).contains("EC") ? "own" : null;
        }

        @Override
        public String[] getServerAliases(String type, java.security.Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseServerAlias(String type, java.security.Principal[] issuers, java.net.Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {own.certificate(), own.issuer()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return own.key();
        }
    }
}
