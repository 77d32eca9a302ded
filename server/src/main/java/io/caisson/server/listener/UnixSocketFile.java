package io.caisson.server.listener;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A unix socket in the file system. It is bound inside a private folder, given its rights there and then moved into
 * place, so that at no moment anybody can connect who should not. A socket that nobody listens on is replaced; one that
 * answers is not.
 */
final class UnixSocketFile {
    /** What the kernel's address structure holds, without the terminating zero. */
    private static final int PATH_BYTES_MAX = 107;

    /** How many names are tried for the private folder after the first. */
    private static final int FOLDER_TRIES_MAX = 3;

    private final Path path;
    private @Nullable Object fileKey;

    UnixSocketFile(Path path) {
        this.path = path;
    }

    /**
     * Binds and puts the socket in place.
     *
     * @throws BindFault naming the path, what is wrong and what would be accepted
     */
    ServerSocketChannel bind(SocketRights rights, int backlog) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && rights.makeFolder() && !Files.exists(folder)) {
            Ownership.makeFolder(folder, rights);
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BindFault("the folder of `" + path + "` does not exist; create it or choose another path");
        }
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
            throw new BindFault("the path `" + path + "` is longer than the 107 bytes of a unix socket; shorten it");
        }
        refuseLive();
        Path hidden;
        try {
            hidden = privateFolder(folder);
        } catch (IOException denied) {
            throw new BindFault("`" + folder + "` cannot be written to: "
                    + denied.getClass().getSimpleName() + "; run as a user who may, or choose another path");
        }
        Path bound = hidden.resolve("s");
        try {
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(bound), backlog);
            if (rights.owner().isPresent() || rights.group().isPresent()) {
                Ownership.give(bound, path, rights);
            }
            Files.setPosixFilePermissions(bound, rights.mode());
            Files.move(bound, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            fileKey = attributes().fileKey();
            return channel;
        } finally {
            Files.deleteIfExists(bound);
            Files.deleteIfExists(hidden);
        }
    }

    /** Making a folder fails where something has its name already, so that nobody gains by guessing the name. */
    private static Path privateFolder(Path folder) throws IOException {
        for (int i = 0; ; i++) {
            Path hidden = folder.resolve("." + Long.toHexString(System.nanoTime()));
            try {
                return Files.createDirectory(
                        hidden, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException taken) {
                if (i == FOLDER_TRIES_MAX) {
                    throw taken;
                }
            }
        }
    }

    private void refuseLive() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!attributes().isOther()) {
            throw new BindFault("`" + path + "` exists and is no socket; remove it or choose another path");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException nobodyListens) {
            return;
        }
        throw new BindFault("another process listens on `" + path + "`; stop it or choose another path");
    }

    /** Removes the socket, unless somebody has put another in its place. */
    void remove() {
        try {
            if (Objects.equals(fileKey, attributes().fileKey())) {
                Files.deleteIfExists(path);
            }
        } catch (IOException gone) {
            // Nothing is left to remove.
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
