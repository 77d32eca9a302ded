package io.caisson.server.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * One line of a token file: a name and what is needed to tell its secret when it comes, but not the secret. A secret
 * that was made is 256 random bits and hashed once; a password that a person chose is hashed as often as it takes to
 * make guessing slow.
 *
 * @param name whom it stands for
 * @param id by which the secret of a token names its entry; empty for a password
 * @param rounds how often it is hashed; 1 for a token
 * @param salt random, in Base64 for URLs
 * @param hash of salt and secret, likewise
 * @param expires the end of its validity, in milliseconds since the epoch; {@link Long#MAX_VALUE} for none
 */
record TokenEntry(String name, String id, int rounds, String salt, String hash, long expires) {
    /** What a token begins with; the id and the secret follow, with a line between them. */
    static final String PREFIX = "caisson_";

    /** How often a password is hashed. */
    static final int PASSWORD_ROUNDS = 310_000;
    /** More would let whoever can write the file stop the program. */
    private static final int ROUNDS_MAX = 10_000_000;

    static final int SALT_BYTES = 16;
    private static final int FIELDS = 6;
    private static final int HASH_BITS = 256;
    private static final String NEVER = "never";

    boolean isPassword() {
        return id.isEmpty();
    }

    /** Reads a line as {@link #line} writes it; empty where it is no such line. */
    static Optional<TokenEntry> parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS || fields[0].isEmpty()) {
            return Optional.empty();
        }
        try {
            boolean password = fields[1].equals("password");
            int rounds = password ? Integer.parseInt(fields[2]) : 1;
            long expires = fields[5].equals(NEVER)
                    ? Long.MAX_VALUE
                    : Instant.parse(fields[5]).toEpochMilli();
            boolean known = password || fields[1].equals("token") && !fields[2].isEmpty();
            boolean sound = rounds >= 1
                    && rounds <= ROUNDS_MAX
                    && bytes(fields[3]).length >= SALT_BYTES
                    && bytes(fields[4]).length == HASH_BITS / 8;
            return known && sound
                    ? Optional.of(
                            new TokenEntry(fields[0], password ? "" : fields[2], rounds, fields[3], fields[4], expires))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException malformed) {
            return Optional.empty();
        }
    }

    /** The line for the file. */
    String line() {
        return String.join(
                " ",
                name,
                isPassword() ? "password" : "token",
                isPassword() ? String.valueOf(rounds) : id,
                salt,
                hash,
                until());
    }

    /** The end of its validity as people read it. */
    String until() {
        return expires == Long.MAX_VALUE ? NEVER : Instant.ofEpochMilli(expires).toString();
    }

    /** Whether a secret is the one; takes as long for a wrong one as for the right one. */
    boolean isSecret(String secret) {
        return MessageDigest.isEqual(bytes(hash), hash(isPassword(), rounds, bytes(salt), secret));
    }

    /** Hashes a secret. */
    static byte[] hash(boolean password, int rounds, byte[] salt, String secret) {
        try {
            if (password) {
                return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, rounds, HASH_BITS))
                        .getEncoded();
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has this", missing);
        }
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    /** Without salt and hash, which are nobody's to read. */
    @Override
    public String toString() {
        return name + " until " + until();
    }
}
