package io.caisson.app;

import io.caisson.core.config.Address;
import io.caisson.core.config.Settings;
import io.caisson.server.listener.BindFault;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.listener.ServiceManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** From the addresses of the settings to those of sockets. */
public final class SocketAddresses {
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
    public static SocketAddress engine(Address address) {
        // No switch on types here: its code is made at run time, at the cost of every start.
        if (address instanceof Address.Tcp(String host, int port)) {
            return isLiteral(host) ? new InetSocketAddress(host, port) : InetSocketAddress.createUnresolved(host, port);
        }
        return UnixDomainSocketAddress.of(((Address.Unix) address).path());
    }

    /** One listener for each address of the settings, named after it. */
    static List<ListenerSpec> listeners(Settings settings) throws BindFault {
        Set<PosixFilePermission> mode = mode(settings.socketMode());
        List<ListenerSpec> listeners = new ArrayList<>();
        for (Address address : settings.listen()) {
            listeners.add(new ListenerSpec(address.toString(), of(address), mode));
        }
        return listeners;
    }

    /** The rights that nine bits of {@code chmod} mean. */
    public static Set<PosixFilePermission> rights(int bits) {
        return mode(bits);
    }

    /**
     * Where to listen or to connect; a name is looked up now.
     *
     * @throws BindFault when the service manager passed no such socket
     */
    public static SocketAddress of(Address address) throws BindFault {
        if (address instanceof Address.Tcp(String host, int port)) {
            return new InetSocketAddress(host, port);
        }
        return address instanceof Address.Unix(String path)
                ? UnixDomainSocketAddress.of(path)
                : new ServiceManager(System.getenv()).socket(((Address.Inherited) address).name());
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
