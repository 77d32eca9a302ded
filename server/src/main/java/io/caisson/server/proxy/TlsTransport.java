package io.caisson.server.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * A transport that speaks TLS on a socket channel. It stands between the selector and its connection: what it must read
 * or write for itself the connection does not see, and what it has decrypted ahead it offers without being asked by the
 * selector. Idle it holds no buffer; what it holds counts as its connection's.
 */
final class TlsTransport implements Transport, ReadyHandler, Runnable {
    /** How much more than it decrypts to is read at once: what encryption adds to a few records. */
    private static final int OVERHEAD = 512;

    final SSLEngine engine;
    private final EventLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final TlsHandshake handshake;
    private final TlsOutput output;
    private ReadyHandler handler;
    private Connection owner;

    /** Encrypted bytes of a record that has not come whole, or that there was no room for. */
    private @Nullable ByteBuffer kept;
    /** Decrypted bytes that nobody has taken yet. */
    private @Nullable ByteBuffer opened;

    private int wanted;
    private boolean more;
    private boolean offered;
    private boolean peerEnded;

    private TlsTransport(
            Connection owner,
            SocketChannel channel,
            SelectionKey key,
            SSLEngine engine,
            Executor workers,
            TlsPeer peer) {
        this.loop = owner.loop;
        this.channel = channel;
        this.key = key;
        this.engine = engine;
        this.handler = owner;
        this.owner = owner;
        this.output = new TlsOutput(loop, channel, engine);
        this.handshake = new TlsHandshake(this, workers, peer);
    }

    /**
     * Gives a connection TLS on its channel; {@link #start} begins the handshake.
     *
     * @param workers where the arithmetic is done
     */
    static TlsTransport of(Connection owner, SocketChannel channel, SSLEngine engine, Executor workers, TlsPeer peer)
            throws IOException {
        SelectionKey key = owner.loop.register(channel, 0, owner);
        TlsTransport transport = new TlsTransport(owner, channel, key, engine, workers, peer);
        key.attach(transport);
        owner.attach(transport);
        return transport;
    }

    /** Begins the handshake. */
    void start() {
        handshake.start();
    }

    /** The channel without TLS, for a peer that does not speak it. */
    Transport withoutTls() {
        key.attach(owner);
        return new ChannelTransport(channel, key);
    }

    SocketChannel channel() {
        return channel;
    }

    Connection owner() {
        return owner;
    }

    EventLoop loop() {
        return loop;
    }

    TlsOutput output() {
        return output;
    }

    boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isEmpty() {
        return kept == null && opened == null && output.isEmpty() && !peerEnded;
    }

    @Override
    public void handler(ReadyHandler newHandler) {
        handler = newHandler;
        if (newHandler instanceof Connection connection) {
            owner = connection;
        }
    }

    @Override
    public void onReady(int operations) {
        if (!handshake.isOver()) {
            handshake.onReady();
            return;
        }
        if ((operations & SelectionKey.OP_WRITE) != 0 && !flushOwn()) {
            return;
        }
        int passed = operations & wanted;
        if (passed != 0) {
            handler.onReady(passed);
        }
    }

    /** Sends what encryption left over; false when the connection is lost. */
    private boolean flushOwn() {
        try {
            output.flush(owner);
            apply();
            return true;
        } catch (IOException fault) {
            if (handler instanceof Connection connection) {
                connection.onFault(fault);
            } else {
                close();
            }
            return false;
        }
    }

    /** Offers what was decrypted ahead. */
    @Override
    public void run() {
        offered = false;
        if (more && channel.isOpen() && (wanted & SelectionKey.OP_READ) != 0) {
            handler.onReady(SelectionKey.OP_READ);
        }
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        if (!handshake.isOver() || !buffer.hasRemaining()) {
            return 0;
        }
        int start = buffer.position();
        more = false;
        if (!takeOpened(buffer)) {
            readRecords(buffer, start);
        }
        if (more) {
            offer();
        }
        int count = buffer.position() - start;
        return count == 0 && peerEnded && !more ? -1 : count;
    }

    private void readRecords(ByteBuffer buffer, int start) throws IOException {
        if (peerEnded) {
            return;
        }
        ByteBuffer received = withKept(buffer.remaining());
        boolean cut = channel.read(received) < 0;
        received.flip();
        open(received, buffer, start);
        keep(received);
        if (cut && !peerEnded && buffer.position() == start) {
            // Whoever cuts a connection must not be able to pass that off as its end.
            throw new EOFException("the TLS connection was cut");
        }
    }

    /** The loop's buffer with what was kept at its beginning, and room for as much as fits where it shall go. */
    ByteBuffer withKept(int room) {
        ByteBuffer received = loop.tlsBuffers().received.clear();
        ByteBuffer before = kept;
        if (before != null) {
            received.put(before);
            drop(before);
            kept = null;
        }
        received.limit(Math.min(received.capacity(), Math.max(received.position() + OVERHEAD, room + OVERHEAD)));
        return received;
    }

    /** Keeps encrypted bytes for the next time. */
    void keep(ByteBuffer rest) throws OverloadedException {
        if (rest.hasRemaining()) {
            if (handler == owner) {
                owner.hold(rest.remaining());
            }
            kept = ByteBuffer.allocate(rest.remaining()).put(rest).flip();
        }
    }

    private void drop(ByteBuffer buffer) {
        owner.release(buffer.capacity());
    }

    /** Decrypts records as far as they are whole and there is room. */
    private void open(ByteBuffer received, ByteBuffer buffer, int start) throws IOException {
        while (received.hasRemaining() && !peerEnded) {
            SSLEngineResult result = engine.unwrap(received, buffer);
            if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                return;
            }
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                if (buffer.position() == start) {
                    openOne(received, buffer);
                }
                more = true;
                return;
            }
            settle(result);
        }
        // After what came before its end, the end is still to be told.
        more |= peerEnded && buffer.position() > start;
    }

    /** Decrypts one record that does not fit, and keeps what is left of it. */
    private void openOne(ByteBuffer received, ByteBuffer buffer) throws IOException {
        ByteBuffer whole = loop.tlsBuffers().opened.clear();
        SSLEngineResult result = engine.unwrap(received, whole);
        settle(result);
        whole.flip();
        int taken = Math.min(whole.remaining(), buffer.remaining());
        buffer.put(whole.slice(0, taken));
        whole.position(taken);
        if (whole.hasRemaining()) {
            owner.hold(whole.remaining());
            opened = ByteBuffer.allocate(whole.remaining()).put(whole).flip();
        }
    }

    private boolean takeOpened(ByteBuffer buffer) {
        ByteBuffer waiting = opened;
        if (waiting == null) {
            return false;
        }
        int taken = Math.min(waiting.remaining(), buffer.remaining());
        buffer.put(waiting.slice(waiting.position(), taken));
        waiting.position(waiting.position() + taken);
        if (!waiting.hasRemaining()) {
            drop(waiting);
            opened = null;
        }
        more = opened != null || kept != null || peerEnded;
        return true;
    }

    /** Sees to what a record asked for besides its content. */
    private void settle(SSLEngineResult result) throws IOException {
        peerEnded |= result.getStatus() == Status.CLOSED;
        HandshakeStatus status = result.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            if (!engine.getSession().getProtocol().equals("TLSv1.3")) {
                // A second handshake on one connection could end with another client than the one that was judged.
                throw new IOException("a renegotiation was refused");
            }
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            status = engine.getHandshakeStatus();
        }
        if (status == HandshakeStatus.NEED_WRAP) {
            output.control(owner);
            apply();
        }
    }

    private void offer() {
        if (!offered) {
            offered = true;
            loop.soon(this);
        }
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        if (!handshake.isOver()) {
            return 0;
        }
        int count = output.write(buffer, owner);
        apply();
        return count;
    }

    @Override
    public void interest(int operations) {
        wanted = operations;
        if (handshake.isOver()) {
            apply();
            if (more && (operations & SelectionKey.OP_READ) != 0) {
                offer();
            }
        }
    }

    /** Asks the selector for what the connection wants and for what is needed here. */
    private void apply() {
        select(wanted | (output.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }

    void select(int operations) {
        if (key.isValid() && key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    /** The handshake is over: from here on the connection is told. */
    void secured() {
        apply();
        if (kept != null) {
            more = true;
            offer();
        }
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public void shutdownOutput() {
        try {
            if (handshake.isOver()) {
                output.end(owner);
                apply();
            } else {
                channel.shutdownOutput();
            }
        } catch (IOException gone) {
            // The peer is gone, which reading will tell.
        }
    }

    /** Closes without the notice of an end: what was cut must not look whole. */
    @Override
    public void close() {
        ChannelTransport.closeQuietly(channel);
    }
}
