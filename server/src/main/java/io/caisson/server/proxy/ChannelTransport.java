package io.caisson.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A transport straight on a socket channel, unix or TCP. */
final class ChannelTransport implements Transport {
    private static final int UNKNOWN = -2;

    private final SocketChannel channel;
    private final SelectionKey key;
    private int descriptor = UNKNOWN;

    ChannelTransport(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        return channel.read(buffer);
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        return channel.write(buffer);
    }

    @Override
    public void interest(int operations) {
        if (key.isValid()) {
            key.interestOps(operations);
        }
    }

    @Override
    public void handler(ReadyHandler handler) {
        key.attach(handler);
    }

    @Override
    public int descriptor() {
        if (descriptor == UNKNOWN) {
            descriptor = KernelPipe.descriptorOf(channel);
        }
        return descriptor;
    }

    @Override
    public void shutdownOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException gone) {
            // The peer is gone, which reading will tell.
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    /** Closes a channel; a descriptor that fails to close is gone all the same. */
    static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing is left to do.
        }
    }
}
