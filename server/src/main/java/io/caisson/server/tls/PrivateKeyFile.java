package io.caisson.server.tls;

import io.caisson.server.tls.PemFile.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A private key from a file in PEM: PKCS#8 ({@code PRIVATE KEY}), the same encrypted ({@code ENCRYPTED PRIVATE KEY}),
 * PKCS#1 ({@code RSA PRIVATE KEY}) or SEC 1 ({@code EC PRIVATE KEY}).
 */
final class PrivateKeyFile {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    private static final String CONVERT = "; convert it: openssl pkcs8 -topk8 -in OLD -out NEW";

    private PrivateKeyFile() {}

    /** Reads the key; the file of the password is read only where the key is encrypted. */
    static PrivateKey read(Path file, Optional<Path> password) throws TlsFault {
        byte[] bytes = PemFile.read(file, "the key");
        for (Block block : PemFile.blocks(bytes)) {
            if (!block.label().endsWith("PRIVATE KEY")) {
                continue;
            }
            if (block.headers()) {
                throw new TlsFault("the key `" + file + "` is encrypted in the old form of OpenSSL" + CONVERT);
            }
            return switch (block.label()) {
                case "PRIVATE KEY" -> of(block.der(), file);
                case "RSA PRIVATE KEY" -> of(Pkcs8.ofRsa(block.der()), file);
                case "EC PRIVATE KEY" -> of(ofCurve(block.der(), bytes, file), file);
                case "ENCRYPTED PRIVATE KEY" -> decrypted(block.der(), file, password);
                default -> throw new TlsFault("the key `" + file + "` is in a form that is not read" + CONVERT);
            };
        }
        throw new TlsFault("`" + file + "` holds no private key; write PEM, beginning `-----BEGIN PRIVATE KEY-----`");
    }

    private static byte[] ofCurve(byte[] der, byte[] text, Path file) throws TlsFault {
        // OpenSSL writes the curve into a block of its own, and into the key too.
        byte[] curve = PemFile.blocks(text).stream()
                .filter(block -> block.label().equals("EC PARAMETERS"))
                .map(Block::der)
                .findFirst()
                .orElse(new byte[0]);
        return Pkcs8.ofEllipticCurve(der, curve)
                .orElseThrow(() -> new TlsFault("the key `" + file + "` does not name its curve" + CONVERT));
    }

    private static PrivateKey of(byte[] pkcs8, Path file) throws TlsFault {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException another) {
                // The next algorithm may know it.
            } catch (NoSuchAlgorithmException never) {
                throw new IllegalStateException(never);
            }
        }
        throw new TlsFault("the key `" + file + "` is damaged or of no kind that TLS uses; use RSA, EC or Ed25519");
    }

    private static PrivateKey decrypted(byte[] der, Path file, Optional<Path> password) throws TlsFault {
        if (password.isEmpty()) {
            throw new TlsFault("the key `" + file + "` is encrypted; name the file of its password in `key-password`");
        }
        char[] secret = secret(password.get());
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            // The name of PBES2's two parts stands in its parameters only.
            String algorithm =
                    info.getAlgName().equals("PBES2") ? info.getAlgParameters().toString() : info.getAlgName();
            SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(secret));
            return of(info.getKeySpec(key).getEncoded(), file);
        } catch (InvalidKeyException | InvalidKeySpecException wrong) {
            throw new TlsFault("the password in `" + password.get() + "` does not open the key `" + file + "`");
        } catch (GeneralSecurityException | IOException unknown) {
            throw new TlsFault("the key `" + file + "` is encrypted in a way that is not known here ("
                    + unknown.getMessage() + ")" + CONVERT);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    /** The first line of the file. */
    private static char[] secret(Path file) throws TlsFault {
        String text = new String(PemFile.read(file, "the password file"), StandardCharsets.UTF_8);
        return text.lines().findFirst().orElse("").toCharArray();
    }
}
