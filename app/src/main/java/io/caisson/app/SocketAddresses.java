package io.caisson.app;

import io.caisson.core.config.Address;
import io.caisson.core.config.Settings;
import io.caisson.server.listener.ListenerSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** From the addresses of the settings to those of sockets. */
final class SocketAddresses {
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private SocketAddresses() {}

    /** The engine's address; a name stays a name and is looked up at each connect, so that an engine may move. */
    static SocketAddress engine(Address address) {
        return switch (address) {
            case Address.Unix(String path) -> UnixDomainSocketAddress.of(path);
            case Address.Tcp(String host, int port) ->
                isLiteral(host) ? new InetSocketAddress(host, port) : InetSocketAddress.createUnresolved(host, port);
        };
    }

    /** One listener for each address of the settings, named after it. */
    static List<ListenerSpec> listeners(Settings settings) {
        Set<PosixFilePermission> mode = mode(settings.socketMode());
        return settings.listen().stream()
                .map(address -> new ListenerSpec(address.toString(), listening(address), mode))
                .toList();
    }

    /** Where to listen or to connect; a name is looked up now. */
    static SocketAddress listening(Address address) {
        return switch (address) {
            case Address.Unix(String path) -> UnixDomainSocketAddress.of(path);
            case Address.Tcp(String host, int port) -> new InetSocketAddress(host, port);
        };
    }

    private static boolean isLiteral(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    private static Set<PosixFilePermission> mode(int bits) {
        Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < BITS.length; i++) {
            if ((bits >> i & 1) != 0) {
                mode.add(BITS[i]);
            }
        }
        return mode;
    }
}
