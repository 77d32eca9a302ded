package io.caisson.server.listener;

import io.caisson.core.identity.Principal;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/** One open listening socket, and from its connections to principals. Closed by whoever opened it. */
public final class Listener implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final ListenerSpec spec;
    private final ServerSocketChannel channel;
    private final @Nullable UnixSocketFile file;
    private final boolean unix;

    private Listener(ListenerSpec spec, ServerSocketChannel channel, @Nullable UnixSocketFile file, boolean unix) {
        this.spec = spec;
        this.channel = channel;
        this.file = file;
        this.unix = unix;
    }

    /**
     * Opens a listening socket.
     *
     * @throws BindFault naming the address, what is wrong and the cure
     */
    public static Listener open(ListenerSpec spec) throws IOException {
        if (spec.address() instanceof UnixDomainSocketAddress unix) {
            UnixSocketFile file = new UnixSocketFile(unix.getPath());
            return new Listener(spec, file.bind(spec.file(), BACKLOG), file, true);
        }
        if (!(spec.address() instanceof InetSocketAddress address)) {
            InheritedAddress passed = (InheritedAddress) spec.address();
            boolean ofUnix = InheritedSocket.isUnix(passed);
            return new Listener(spec, InheritedSocket.open(passed, ofUnix), null, ofUnix);
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            bind(channel, address);
        } catch (IOException fault) {
            channel.close();
            throw new BindFault("`" + text(address) + "` cannot be listened on: " + fault.getMessage()
                    + "; stop what uses it or choose another address");
        }
        return new Listener(spec, channel, null, false);
    }

    private static void bind(ServerSocketChannel channel, InetSocketAddress address) throws IOException {
        InetAddress host = address.getAddress();
        if (host == null) {
            throw new IOException("the name cannot be looked up");
        }
        try {
            channel.bind(address, BACKLOG);
        } catch (IOException | UnsupportedAddressTypeException fault) {
            // A machine without IPv6 cannot listen on [::], but what is meant is every address it has.
            if (!host.isAnyLocalAddress() || host instanceof Inet4Address || fault instanceof BindException) {
                throw fault;
            }
            channel.bind(new InetSocketAddress("0.0.0.0", address.getPort()), BACKLOG);
        }
    }

    public String name() {
        return spec.name();
    }

    /** The socket to accept from. */
    public ServerSocketChannel channel() {
        return channel;
    }

    /** Where it really listens, the chosen port included. */
    public SocketAddress address() throws IOException {
        return spec.address() instanceof InetSocketAddress ? channel.getLocalAddress() : spec.address();
    }

    /** Who is at the other end of an accepted connection. */
    public Principal principal(SocketChannel accepted) throws IOException {
        if (unix) {
            return new Principal(spec.name(), Principal.UNIX);
        }
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        KeepAlive.apply(accepted);
        return new Principal(spec.name(), text(accepted.getRemoteAddress()));
    }

    /** An address as a user writes it: {@code unix:///path}, {@code 127.0.0.1:2375} or {@code [::1]:2375}. */
    public static String text(@Nullable SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            return "unix://" + unix.getPath();
        }
        if (address instanceof InetSocketAddress inet) {
            InetAddress host = inet.getAddress();
            String name = host == null ? inet.getHostString() : host.getHostAddress();
            return (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + inet.getPort();
        }
        return address == null ? "unknown" : address.toString();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing is left to do.
        }
        if (file != null) {
            file.remove();
        }
    }
}
