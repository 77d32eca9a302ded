package io.caisson.server.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine that does just what a test tells it to, right or wrong, one script per connection. */
public final class FakeEngine implements AutoCloseable {
    /** What the engine does with one connection; it is closed when the script returns. */
    @FunctionalInterface
    public interface Script {
        void serve(Wire wire, int connection) throws Exception;
    }

    private final Path socket;
    private final ServerSocketChannel server;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<SocketChannel> open = new ConcurrentLinkedQueue<>();
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();

    private FakeEngine(Path socket, ServerSocketChannel server) {
        this.socket = socket;
        this.server = server;
    }

    public static FakeEngine start(Path socket, Script script) throws IOException {
        return start(socket, 0, script);
    }

    /** Starts with a listen backlog of the given length; 0 is the system's. */
    public static FakeEngine start(Path socket, int backlog, Script script) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), backlog);
        FakeEngine engine = new FakeEngine(socket, server);
        Thread.ofVirtual().start(() -> engine.accept(script));
        return engine;
    }

    /** Answers every request on a kept connection with the same bytes. */
    public static Script answering(String response) {
        return (wire, connection) -> {
            while (true) {
                wire.readHead();
                wire.send(response);
            }
        };
    }

    private void accept(Script script) {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                open.add(channel);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(script, channel, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Script script, SocketChannel channel, int number) {
        try (Wire wire = new Wire(channel)) {
            script.serve(wire, number);
        } catch (Exception end) {
            // The other side left, or the test is over.
        }
        open.remove(channel);
    }

    /** Notes a request head for the test to look at. */
    public String note(String head) {
        heads.add(head);
        return head;
    }

    public Queue<String> heads() {
        return heads;
    }

    /** Connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return open.size();
    }

    public Path socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : open) {
            channel.close();
        }
        Files.deleteIfExists(socket);
    }
}
