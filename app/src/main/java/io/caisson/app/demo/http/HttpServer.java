package io.caisson.app.demo.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Listens on a unix socket and serves every connection on a virtual thread. */
public final class HttpServer implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel listener;
    private final Handler handler;
    private final InstantSource clock;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(Bounds.CONNECTIONS_MAX);

    private HttpServer(Path socket, ServerSocketChannel listener, Handler handler, InstantSource clock) {
        this.socket = socket;
        this.listener = listener;
        this.handler = handler;
        this.clock = clock;
    }

    /**
     * Binds the socket with mode 0600 and starts to serve. A socket file that nobody listens on is replaced.
     *
     * @throws IOException when the path cannot be bound, or another process listens there
     */
    public static HttpServer start(Path socket, Handler handler, InstantSource clock) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        removeStale(socket, address);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listener.bind(address);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failed) {
            listener.close();
            throw failed;
        }
        HttpServer server = new HttpServer(socket, listener, handler, clock);
        Thread.ofVirtual().name("demo-accept").start(server::accept);
        return server;
    }

    private static void removeStale(Path socket, UnixDomainSocketAddress address) throws IOException {
        if (!Files.exists(socket)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(address)) {
            throw new IOException("another process listens on `" + socket + "`");
        } catch (ConnectException nobodyListens) {
            Files.delete(socket);
        }
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                places.acquire();
                acceptOne();
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    private void acceptOne() throws InterruptedException {
        try {
            SocketChannel channel = listener.accept();
            open.add(channel);
            if (!listener.isOpen()) {
                channel.close();
            }
            Thread.ofVirtual().name("demo-connection").start(() -> serve(channel));
        } catch (IOException failed) {
            // Closed, or out of descriptors for the moment.
            places.release();
            Thread.sleep(Bounds.ACCEPT_RETRY);
        }
    }

    private void serve(SocketChannel channel) {
        try {
            new HttpConnection(channel, handler, clock).serve();
        } finally {
            open.remove(channel);
            places.release();
        }
    }

    public Path socket() {
        return socket;
    }

    /** Stops listening, cuts every connection and removes the socket. */
    @Override
    public void close() {
        try {
            listener.close();
            for (SocketChannel channel : open) {
                channel.close();
            }
            Files.deleteIfExists(socket);
        } catch (IOException gone) {
            // Closed as far as it could be.
        }
    }
}
