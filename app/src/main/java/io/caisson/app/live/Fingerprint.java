package io.caisson.app.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Tells one state of files from another by what they hold, not by times that a copy may keep. */
final class Fingerprint {
    /** More of one file is not read; what is larger is no policy, and its reader will say so. */
    private static final int FILE_BYTES_MAX = 4 << 20;

    private Fingerprint() {}

    /**
     * A hash over the names and contents of files, and of the files in folders; a file that cannot be read is a state
     * too.
     */
    static String of(List<Path> places) {
        MessageDigest digest = digest();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.list(place)) {
                    files.sorted().filter(Files::isRegularFile).forEach(file -> add(digest, file));
                } catch (IOException unreadable) {
                    digest.update((byte) 2);
                }
            } else {
                add(digest, place);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Path file) {
        digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        try (InputStream in = Files.newInputStream(file)) {
            digest.update(in.readNBytes(FILE_BYTES_MAX));
            digest.update((byte) 0);
        } catch (IOException unreadable) {
            digest.update((byte) 1);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
