package io.caisson.app.tool.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority that issues certificates for servers and clients (RFC 5280), with keys on the curve P-256.
 *
 * @param certificate its own certificate
 * @param key its private key
 */
record Authority(X509Certificate certificate, PrivateKey key) {
    private static final String SIGNATURE = "SHA256withECDSA";
    /** Clocks of clients may be behind ours by this. */
    private static final Duration CLOCK_SLIP = Duration.ofMinutes(10);

    private static final int SERIAL_BITS = 127;

    static {
        // The library's jars are no modules here, so that this one cannot name them in its declaration.
        Module own = Authority.class.getModule();
        own.addReads(Authority.class.getClassLoader().getUnnamedModule());
    }

    /**
     * A certificate and its key.
     *
     * @param certificate issued by the authority
     */
    record Pair(X509Certificate certificate, PrivateKey key) {}

    /** A new authority. */
    static Authority make(String name, Instant now, Duration validity) throws GeneralSecurityException, IOException {
        KeyPair keys = keys();
        X500Name subject = name(name);
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    subject, serial(), from(now), Date.from(now.plus(validity)), subject, keys.getPublic());
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
            return new Authority(signed(builder, keys.getPrivate()), keys.getPrivate());
        } catch (OperatorCreationException failed) {
            throw new GeneralSecurityException(failed);
        }
    }

    /** A certificate for a server with these names and addresses. */
    Pair server(List<String> names, Instant now, Duration validity) throws GeneralSecurityException, IOException {
        return issue(names.getFirst(), names, KeyPurposeId.id_kp_serverAuth, now, validity);
    }

    /** A certificate for a client of this name. */
    Pair client(String name, Instant now, Duration validity) throws GeneralSecurityException, IOException {
        return issue(name, List.of(), KeyPurposeId.id_kp_clientAuth, now, validity);
    }

    private Pair issue(String subject, List<String> names, KeyPurposeId purpose, Instant now, Duration validity)
            throws GeneralSecurityException, IOException {
        KeyPair keys = keys();
        Instant end = now.plus(validity);
        Instant last = certificate.getNotAfter().toInstant();
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    certificate,
                    serial(),
                    from(now),
                    Date.from(end.isBefore(last) ? end : last),
                    name(subject),
                    keys.getPublic());
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            PublicKey issuer = certificate.getPublicKey();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(issuer));
            if (!names.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
            }
            return new Pair(signed(builder, key), keys.getPrivate());
        } catch (OperatorCreationException failed) {
            throw new GeneralSecurityException(failed);
        }
    }

    /** The list of what was revoked, in DER; in force until the authority's own end. */
    byte[] revoked(List<Issued> revoked, Instant now) throws GeneralSecurityException, IOException {
        X509v2CRLBuilder builder = new JcaX509v2CRLBuilder(certificate, from(now));
        builder.setNextUpdate(certificate.getNotAfter());
        for (Issued each : revoked) {
            builder.addCRLEntry(each.serial(), Date.from(each.revoked().orElse(now)), CRLReason.cessationOfOperation);
        }
        try {
            return builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key))
                    .getEncoded();
        } catch (OperatorCreationException failed) {
            throw new GeneralSecurityException(failed);
        }
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey by)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(by)));
    }

    private static GeneralNames alternatives(List<String> names) {
        List<GeneralName> all = new ArrayList<>();
        for (String name : names) {
            all.add(new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name));
        }
        return new GeneralNames(all.toArray(GeneralName[]::new));
    }

    private static boolean isAddress(String name) {
        try {
            InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException host) {
            return false;
        }
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static Date from(Instant now) {
        return Date.from(now.minus(CLOCK_SLIP));
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1);
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
