package io.caisson.server.upstream;

import io.caisson.server.listener.KeepAlive;
import io.caisson.server.tls.ClientTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * One engine: its addresses, how it is spoken to, and whether the last attempt to reach it succeeded. Several addresses
 * are the managers of one swarm, any of which will do: the one in use is kept until it cannot be reached. Shared by all
 * loops.
 */
public final class Engine {
    private final String name;
    private final SocketAddress[] addresses;
    private final @Nullable ClientTls tls;
    private volatile int current;
    private volatile boolean reachable;

    /** An engine at one address, without TLS. */
    public Engine(SocketAddress address) {
        this("default", List.of(address), null);
    }

    /**
     * An engine.
     *
     * @param name for people and metrics
     * @param addresses at least one; where there are several, all of one family
     * @param tls how TLS is spoken to it, or null
     */
    public Engine(String name, List<SocketAddress> addresses, @Nullable ClientTls tls) {
        this.name = name;
        this.addresses = addresses.toArray(SocketAddress[]::new);
        this.tls = tls;
        if (this.addresses.length == 0) {
            throw new IllegalArgumentException("an engine without an address");
        }
    }

    public String name() {
        return name;
    }

    /** The address in use. */
    public SocketAddress address() {
        return addresses[current];
    }

    /** How many addresses there are to try. */
    public int addressCount() {
        return addresses.length;
    }

    /** An address could not be reached: the next is in use from now on, unless another was chosen meanwhile. */
    public void failed(SocketAddress address) {
        int now = current;
        if (addresses[now].equals(address)) {
            current = now + 1 == addresses.length ? 0 : now + 1;
        }
    }

    /** Whether it is a unix socket, whose connects never stay pending but may find the backlog full. */
    public boolean isUnix() {
        return addresses[0] instanceof UnixDomainSocketAddress;
    }

    /** How TLS is spoken to it, or null. */
    public @Nullable ClientTls tls() {
        return tls;
    }

    /** Our side of a TLS connection to one of its addresses. */
    public SSLEngine secured(ClientTls by, SocketAddress address) {
        InetSocketAddress inet = (InetSocketAddress) address;
        return by.engine(inet.getHostString(), inet.getPort());
    }

    /** A new channel of the right family, not connected. */
    public SocketChannel open() throws IOException {
        if (isUnix()) {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        }
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        KeepAlive.apply(channel);
        return channel;
    }

    /** The address in use with a name looked up anew, so that an engine that moved is found. */
    public SocketAddress resolved() {
        return resolved(address());
    }

    /** An address with a name looked up anew. */
    public static SocketAddress resolved(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? new InetSocketAddress(inet.getHostString(), inet.getPort())
                : address;
    }

    /** Notes how the latest attempt to reach the engine ended. */
    public void noted(boolean nowReachable) {
        reachable = nowReachable;
    }

    public boolean reachable() {
        return reachable;
    }

    /** The address in use, as a user writes it. */
    @Override
    public String toString() {
        SocketAddress address = address();
        if (address instanceof InetSocketAddress inet) {
            String host = inet.getHostString();
            return "tcp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + inet.getPort();
        }
        return "unix://" + ((UnixDomainSocketAddress) address).getPath();
    }
}
