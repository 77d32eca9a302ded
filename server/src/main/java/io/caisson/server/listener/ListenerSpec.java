package io.caisson.server.listener;

import java.net.SocketAddress;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Where to listen.
 *
 * @param name the listener's name in records
 * @param address a unix socket path, or an IP address and port; port 0 is any free one
 * @param mode rights of the socket file; unix only
 */
public record ListenerSpec(String name, SocketAddress address, Set<PosixFilePermission> mode) {
    public ListenerSpec {
        mode = Set.copyOf(mode);
    }
}
