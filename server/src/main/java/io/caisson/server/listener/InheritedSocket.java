package io.caisson.server.listener;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A channel on a listening socket that was passed to this process. The JDK makes a channel of descriptor 0 only; so one
 * is bound to a place of its own, and then its descriptor is made to mean the socket that was passed.
 */
final class InheritedSocket {
    private InheritedSocket() {}

    /** Whether a passed socket is a unix socket. */
    static boolean isUnix(InheritedAddress address) throws BindFault {
        try {
            return Descriptors.isUnix(address.descriptor());
        } catch (IOException other) {
            throw new BindFault("`" + address + "` cannot be listened on: " + other.getMessage()
                    + "; pass a socket of `ListenStream=` with `Accept=no`");
        }
    }

    /** The channel; the descriptor that was passed is used up by it. */
    static ServerSocketChannel open(InheritedAddress address, boolean unix) throws IOException {
        return unix ? openUnix(address) : openInet(address);
    }

    private static ServerSocketChannel openUnix(InheritedAddress address) throws IOException {
        Path folder = Files.createTempDirectory("caisson");
        Path path = folder.resolve("s");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
            byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
            replace(
                    channel,
                    address,
                    bytes -> bytes.length >= 2 + name.length
                            && Arrays.equals(Arrays.copyOfRange(bytes, 2, 2 + name.length), name));
            return channel;
        } catch (IOException fault) {
            channel.close();
            throw fault;
        } finally {
            Files.deleteIfExists(path);
            Files.deleteIfExists(folder);
        }
    }

    private static ServerSocketChannel openInet(InheritedAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            replace(
                    channel,
                    address,
                    bytes -> bytes.length >= 4
                            && bytes[0] != 1
                            && (bytes[2] & 0xff) << Byte.SIZE == (port & 0xff00)
                            && (bytes[3] & 0xff) == (port & 0xff));
            return channel;
        } catch (IOException fault) {
            channel.close();
            throw fault;
        }
    }

    private interface Own {
        /** Whether the kernel's name of a socket is that of the channel. */
        boolean test(byte[] name);
    }

    private static void replace(ServerSocketChannel channel, InheritedAddress address, Own own) throws IOException {
        List<String> open;
        try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
            open = entries.map(entry -> entry.getFileName().toString()).toList();
        }
        for (String entry : open) {
            int descriptor = Integer.parseInt(entry);
            if (descriptor != address.descriptor() && own.test(Descriptors.name(descriptor))) {
                Descriptors.replace(descriptor, address.descriptor());
                return;
            }
        }
        throw new IOException("the descriptor of " + channel + " is not found in /proc");
    }
}
