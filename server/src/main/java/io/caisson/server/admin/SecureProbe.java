package io.caisson.server.admin;

import io.caisson.server.tls.ClientTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;

/** A question to an engine over TLS, on a connection that blocks. */
final class SecureProbe implements ByteChannel {
    private final Socket socket;
    private final ReadableByteChannel in;
    private final WritableByteChannel out;

    private SecureProbe(Socket socket) throws IOException {
        this.socket = socket;
        this.in = Channels.newChannel(socket.getInputStream());
        this.out = Channels.newChannel(socket.getOutputStream());
    }

    /** Shakes hands on a connected channel. */
    static ByteChannel over(ClientTls tls, SocketChannel channel, SocketAddress address) throws IOException {
        InetSocketAddress inet = (InetSocketAddress) address;
        return new SecureProbe(tls.over(channel.socket(), inet.getHostString(), inet.getPort()));
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        return in.read(buffer);
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        return out.write(buffer);
    }

    @Override
    public boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
