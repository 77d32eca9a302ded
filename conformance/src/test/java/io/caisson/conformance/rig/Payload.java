package io.caisson.conformance.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * A file of bytes that no compression makes smaller, the same in every run.
 *
 * @param sha256 its checksum in lower-case hexadecimal digits
 */
public record Payload(Path file, String sha256) {
    private static final int MIB = 1024 * 1024;

    /** Writes a file of this many mebibytes. */
    public static Payload write(Path file, int mebibytes) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var random = new SplittableRandom(mebibytes);
            var block = new byte[MIB];
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(block);
                digest.update(block);
                out.write(block);
            }
            return new Payload(file, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
