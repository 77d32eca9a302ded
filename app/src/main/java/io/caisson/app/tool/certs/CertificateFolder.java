package io.caisson.app.tool.certs;

import io.caisson.app.tool.certs.Issued.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The folder: {@code ca} with the authority, its key and the index of what it issued; {@code server}; and
 * {@code clients/NAME}, each with {@code ca.pem}, {@code cert.pem} and {@code key.pem} as Docker's clients look for
 * them. The key of the authority is needed only to make, renew and revoke, and may be kept elsewhere meanwhile.
 */
final class CertificateFolder {
    private final Path top;
    private final Optional<String> serverOwner;

    /**
     * A folder, there or not.
     *
     * @param serverOwner the user who runs Caisson, to whom the server's files are given
     */
    CertificateFolder(Path top, Optional<String> serverOwner) {
        this.top = top.toAbsolutePath().normalize();
        this.serverOwner = serverOwner;
    }

    Path server() {
        return top.resolve("server");
    }

    Path client(String name) {
        return top.resolve("clients").resolve(name);
    }

    private Path authorityFolder() {
        return top.resolve("ca");
    }

    Path authorityKey() {
        return authorityFolder().resolve("ca-key.pem");
    }

    private Path authorityFile() {
        return authorityFolder().resolve("ca.pem");
    }

    private Path index() {
        return authorityFolder().resolve("index.tsv");
    }

    boolean hasAuthority() {
        return Files.exists(authorityFile());
    }

    /** Reads the authority. */
    Authority authority() throws IOException, GeneralSecurityException {
        if (!hasAuthority()) {
            throw new IOException("`" + authorityFile() + "` is not there; make it with `caisson certs init`");
        }
        if (!Files.exists(authorityKey())) {
            throw new IOException("`" + authorityKey() + "` is not there; put it back for as long as this takes");
        }
        return new Authority(certificate(authorityFile()), key(authorityKey()));
    }

    void keep(Authority authority) throws IOException, GeneralSecurityException {
        SafeFile.folder(top, Optional.empty());
        SafeFile.folder(authorityFolder(), Optional.empty());
        SafeFile.secret(
                authorityKey(), SafeFile.pem("PRIVATE KEY", authority.key().getEncoded()), Optional.empty());
        SafeFile.open(authorityFile(), pem(authority.certificate()), Optional.empty());
    }

    /** Writes what a server or a client needs, and notes that it was issued. */
    void keep(Kind kind, String name, Authority authority, Authority.Pair pair)
            throws IOException, GeneralSecurityException {
        Optional<String> owner = kind == Kind.SERVER ? serverOwner : Optional.empty();
        Path folder = kind == Kind.SERVER ? server() : client(name);
        SafeFile.folder(folder, owner);
        SafeFile.open(folder.resolve("ca.pem"), pem(authority.certificate()), owner);
        SafeFile.secret(
                folder.resolve("key.pem"),
                SafeFile.pem("PRIVATE KEY", pair.key().getEncoded()),
                owner);
        SafeFile.open(folder.resolve("cert.pem"), pem(pair.certificate()), owner);
        List<Issued> all = new ArrayList<>(issued());
        all.add(new Issued(
                pair.certificate().getSerialNumber(),
                kind,
                name,
                pair.certificate().getNotAfter().toInstant(),
                Optional.empty()));
        keep(all);
    }

    /** Writes the list of what was revoked where the server looks for it. */
    void keepRevoked(Authority authority, Instant now) throws IOException, GeneralSecurityException {
        List<Issued> revoked =
                issued().stream().filter(each -> each.revoked().isPresent()).toList();
        SafeFile.open(
                server().resolve("crl.pem"), SafeFile.pem("X509 CRL", authority.revoked(revoked, now)), serverOwner);
    }

    void keep(List<Issued> all) throws IOException {
        StringBuilder text = new StringBuilder();
        all.forEach(each -> text.append(each.line()).append('\n'));
        SafeFile.secret(index(), text.toString(), Optional.empty());
    }

    /** Everything that was issued, the oldest first. */
    List<Issued> issued() throws IOException {
        if (!Files.exists(index())) {
            return List.of();
        }
        List<Issued> all = new ArrayList<>();
        for (String line : Files.readAllLines(index())) {
            try {
                all.add(Issued.of(line));
            } catch (RuntimeException damaged) {
                throw new IOException("line " + (all.size() + 1) + " of `" + index() + "` is damaged", damaged);
            }
        }
        return all;
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return SafeFile.pem("CERTIFICATE", certificate.getEncoded());
    }

    private static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        StringBuilder base64 = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("-----")) {
                base64.append(line.strip());
            }
        }
        try {
            byte[] der = Base64.getDecoder().decode(base64.toString());
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IllegalArgumentException | GeneralSecurityException damaged) {
            throw new IOException("`" + file + "` is no key that `caisson certs init` made", damaged);
        }
    }
}
