package io.caisson.conformance.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The engine itself in the product's place, with a plain relay for clients that need a port. With it the tests show
 * that what they expect is what the engine does.
 */
final class DirectFront implements Front {
    private final Engine engine;
    private final ServerSocketChannel listener;

    DirectFront(Engine engine) {
        this.engine = engine;
        try {
            listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    @Override
    public Path socket() {
        return engine.socket();
    }

    @Override
    public int port() {
        try {
            return ((InetSocketAddress) listener.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path log() {
        return engine.log();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                var upstream = SocketChannel.open(UnixDomainSocketAddress.of(engine.socket()));
                Thread.startVirtualThread(() -> pump(client, upstream));
                Thread.startVirtualThread(() -> pump(upstream, client));
            }
        } catch (ClosedChannelException e) {
            // closed with the run
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pump(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(64 * 1024);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            try (from;
                    to) {
                // one side is gone: so is the other
            } catch (IOException closing) {
                throw new UncheckedIOException(closing);
            }
        }
    }
}
