package io.caisson.app.tool.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Files with the rights that they need from their first byte on, put in place as a whole: who reads them while they are
 * written anew gets the old or the new.
 */
final class SafeFile {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private SafeFile() {}

    /** Writes a file for its owner's eyes. */
    static void secret(Path file, String text, Optional<String> owner) throws IOException {
        write(file, text, "rw-------", owner);
    }

    /** Writes a file that everybody may read who gets into its folder. */
    static void open(Path file, String text, Optional<String> owner) throws IOException {
        write(file, text, "rw-r--r--", owner);
    }

    private static void write(Path file, String text, String rights, Optional<String> owner) throws IOException {
        Path next = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (var channel = Files.newByteChannel(
                next,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            var bytes = java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        give(next, owner);
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString(rights));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes a folder for its owner alone, unless it is there. */
    static void folder(Path folder, Optional<String> owner) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            give(folder, owner);
        }
    }

    private static void give(Path file, Optional<String> owner) throws IOException {
        if (owner.isPresent()) {
            var names = file.getFileSystem().getUserPrincipalLookupService();
            Files.getFileAttributeView(file, PosixFileAttributeView.class)
                    .setOwner(names.lookupPrincipalByName(owner.get()));
        }
    }

    /** Text in PEM (RFC 7468). */
    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
