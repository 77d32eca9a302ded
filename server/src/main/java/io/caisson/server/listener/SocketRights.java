package io.caisson.server.listener;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Who may connect to a unix socket.
 *
 * @param mode rights of the socket file
 * @param owner the user whom the file is given, by name or number; empty leaves it with whoever makes it
 * @param group the group, likewise
 * @param makeFolder whether a folder that is missing is made, for its owner alone to change and with the file's group
 *     to pass through
 */
public record SocketRights(
        Set<PosixFilePermission> mode, Optional<String> owner, Optional<String> group, boolean makeFolder) {
    public SocketRights {
        mode = Set.copyOf(mode);
    }

    /** Rights alone. */
    public SocketRights(Set<PosixFilePermission> mode) {
        this(mode, Optional.empty(), Optional.empty(), false);
    }
}
