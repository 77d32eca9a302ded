package io.caisson.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.jspecify.annotations.Nullable;

/** The writing half of a TLS connection: encrypts, and keeps what the peer does not take of what was encrypted. */
final class TlsOutput {
    /** What records that answer the peer's own may pile up to while it reads nothing. */
    private static final int CONTROL_BYTES_MAX = 64 << 10;

    private final EventLoop loop;
    private final SocketChannel channel;
    private final SSLEngine engine;
    private @Nullable ByteBuffer left;
    private boolean ending;

    TlsOutput(EventLoop loop, SocketChannel channel, SSLEngine engine) {
        this.loop = loop;
        this.channel = channel;
        this.engine = engine;
    }

    boolean isEmpty() {
        return left == null;
    }

    /** Encrypts and writes as far as the peer takes it; answers how much was encrypted, none of which comes back. */
    int write(ByteBuffer buffer, Connection owner) throws IOException {
        int start = buffer.position();
        while (buffer.hasRemaining() && flush(owner)) {
            ByteBuffer sealed = loop.tlsBuffers().sealed.clear();
            while (buffer.hasRemaining() && sealed.remaining() >= TlsBuffers.RECORD_BYTES_MAX) {
                SSLEngineResult result = engine.wrap(buffer, sealed);
                if (result.getStatus() != Status.OK) {
                    throw new IOException("the TLS connection is closed for writing");
                }
            }
            send(sealed.flip(), owner);
        }
        return buffer.position() - start;
    }

    /** Sends what is left; answers whether nothing is. */
    boolean flush(Connection owner) throws IOException {
        ByteBuffer waiting = left;
        if (waiting == null) {
            return true;
        }
        channel.write(waiting);
        if (waiting.hasRemaining()) {
            return false;
        }
        left = null;
        owner.release(waiting.capacity());
        if (ending) {
            channel.shutdownOutput();
        }
        return true;
    }

    /** Writes records that the protocol itself asks for. */
    void control(Connection owner) throws IOException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            TlsBuffers buffers = loop.tlsBuffers();
            ByteBuffer sealed = buffers.sealed.clear();
            SSLEngineResult result = engine.wrap(buffers.empty, sealed);
            if (result.bytesProduced() == 0 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                throw new IOException("the TLS connection is closed for writing");
            }
            ByteBuffer waiting = left;
            if (waiting != null && waiting.remaining() > CONTROL_BYTES_MAX) {
                throw new IOException("the peer asks for answers and reads none");
            }
            send(sealed.flip(), owner);
        }
    }

    private void send(ByteBuffer sealed, Connection owner) throws IOException {
        ByteBuffer waiting = left;
        if (waiting == null) {
            channel.write(sealed);
            if (!sealed.hasRemaining()) {
                return;
            }
            owner.hold(sealed.remaining());
            left = ByteBuffer.allocate(sealed.remaining()).put(sealed).flip();
        } else {
            int length = waiting.remaining() + sealed.remaining();
            owner.hold(length);
            left = ByteBuffer.allocate(length).put(waiting).put(sealed).flip();
            owner.release(waiting.capacity());
        }
    }

    /** Tells the peer of our end, and ends the stream under it when that is sent. */
    void end(Connection owner) throws IOException {
        engine.closeOutbound();
        ending = true;
        control(owner);
        if (isEmpty()) {
            channel.shutdownOutput();
        }
    }
}
