package io.caisson.app.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** An engine that answers one request at a time, when and what the test says. */
public final class HeldEngine implements AutoCloseable {
    private final ServerSocketChannel server;

    public HeldEngine(Path socket) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
    }

    /** Waits for a connection with a request on it; it is read and thrown away. */
    public SocketChannel awaitRequest() throws IOException {
        while (true) {
            SocketChannel connection = server.accept();
            // The product looks at start whether anybody listens, and asks nothing.
            if (!Program.receive(connection).isEmpty()) {
                return connection;
            }
            connection.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
