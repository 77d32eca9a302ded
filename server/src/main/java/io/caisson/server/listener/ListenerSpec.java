package io.caisson.server.listener;

import io.caisson.server.tls.ServerTls;
import java.net.SocketAddress;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where to listen.
 *
 * @param name the listener's name in records
 * @param address a unix socket path, or an IP address and port; port 0 is any free one
 * @param file rights of the socket file; unix only
 * @param tls how TLS is spoken there, or null; TCP only
 */
public record ListenerSpec(
        String name,
        SocketAddress address,
        SocketRights file,
        @Nullable ServerTls tls) {
    /** A listener without TLS, whose socket file belongs to whoever makes it. */
    public ListenerSpec(String name, SocketAddress address, Set<PosixFilePermission> mode) {
        this(name, address, new SocketRights(mode), null);
    }
}
