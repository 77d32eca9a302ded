package io.caisson.server.upstream;

import io.caisson.server.listener.KeepAlive;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * One engine: its address, and whether the last attempt to reach it succeeded. Shared by all loops.
 */
public final class Engine {
    private final SocketAddress address;
    private volatile boolean reachable;

    public Engine(SocketAddress address) {
        this.address = address;
    }

    public SocketAddress address() {
        return address;
    }

    /** Whether it is a unix socket, whose connects never stay pending but may find the backlog full. */
    public boolean isUnix() {
        return address instanceof UnixDomainSocketAddress;
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

    /** The address with a name looked up anew, so that an engine that moved is found. */
    public SocketAddress resolved() {
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

    /** The address as a user writes it. */
    @Override
    public String toString() {
        return address instanceof UnixDomainSocketAddress unix ? "unix://" + unix.getPath() : "tcp:/" + address;
    }
}
