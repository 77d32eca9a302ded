package io.caisson.server.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * The beginning of a TLS connection. Reads and writes on the loop; the arithmetic, and whatever the peer is examined
 * for, runs on the workers, and meanwhile the selector is asked for nothing.
 */
final class TlsHandshake {
    /** The first byte of a TLS record that begins a handshake (RFC 8446, section 5.1). */
    private static final int HANDSHAKE = 22;

    private enum State {
        /** Nothing has come yet. */
        NEW,
        GOING_ON,
        /** The workers have it. */
        WORKING,
        OVER,
        /** It failed, or the peer does not speak TLS. */
        GIVEN_UP
    }

    private final TlsTransport transport;
    private final SSLEngine engine;
    private final Executor workers;
    private final TlsPeer peer;
    private State state = State.NEW;

    TlsHandshake(TlsTransport transport, Executor workers, TlsPeer peer) {
        this.transport = transport;
        this.engine = transport.engine;
        this.workers = workers;
        this.peer = peer;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    /** Begins, with what has come already. */
    void start() {
        try {
            engine.beginHandshake();
        } catch (IOException fault) {
            giveUp(fault);
            return;
        }
        onReady();
    }

    /** The channel is ready for what the handshake waits for. */
    void onReady() {
        if (state != State.NEW && state != State.GOING_ON) {
            return;
        }
        try {
            proceed();
        } catch (IOException fault) {
            giveUp(fault);
        } catch (RuntimeException | Error bug) {
            transport.loop().report("a TLS handshake failed", bug);
            giveUp(new IOException(bug));
        }
    }

    private void proceed() throws IOException {
        while (state == State.NEW || state == State.GOING_ON) {
            if (!transport.output().flush(transport.owner())) {
                transport.select(SelectionKey.OP_WRITE);
                return;
            }
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> work(this::arithmetic, this::goOn);
                case NEED_WRAP -> transport.output().control(transport.owner());
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!receive()) {
                        transport.select(SelectionKey.OP_READ);
                        return;
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    if (peer.isExamined()) {
                        work(peer::examine, this::finish);
                    } else {
                        finish();
                    }
                }
            }
        }
    }

    /** Takes in what has come; false when there is nothing to go on with. */
    private boolean receive() throws IOException {
        SocketChannel channel = transport.channel();
        ByteBuffer received = transport.withKept(TlsBuffers.RECORD_BYTES_MAX);
        boolean ended = channel.read(received) < 0;
        received.flip();
        if (!received.hasRemaining()) {
            if (ended) {
                throw new EOFException(state == State.NEW ? "nothing came" : "the connection ended in the handshake");
            }
            return false;
        }
        if (state == State.NEW && !engine.getUseClientMode() && received.get(0) != HANDSHAKE) {
            state = State.GIVEN_UP;
            peer.onPlain(received);
            return true;
        }
        state = State.GOING_ON;
        boolean whole = true;
        while (whole && received.hasRemaining() && isReceiving()) {
            Status status = engine.unwrap(
                            received, transport.loop().tlsBuffers().opened.clear())
                    .getStatus();
            if (status == Status.CLOSED) {
                throw new EOFException("the peer ended the handshake");
            }
            whole = status == Status.OK;
        }
        transport.keep(received);
        if (!whole && ended) {
            throw new EOFException("the connection ended in the handshake");
        }
        return whole;
    }

    private boolean isReceiving() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status == HandshakeStatus.NEED_UNWRAP || status == HandshakeStatus.NEED_UNWRAP_AGAIN;
    }

    private void work(Runnable there, Runnable then) {
        state = State.WORKING;
        transport.select(0);
        workers.execute(() -> {
            try {
                there.run();
            } finally {
                transport.loop().execute(then);
            }
        });
    }

    private void arithmetic() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void goOn() {
        if (!transport.isClosed()) {
            state = State.GOING_ON;
            onReady();
        }
    }

    private void finish() {
        if (transport.isClosed()) {
            return;
        }
        state = State.OVER;
        try {
            peer.onSecured();
            transport.secured();
        } catch (IOException fault) {
            transport.owner().onFault(fault);
        } catch (RuntimeException | Error bug) {
            transport.owner().onBug(bug);
        }
    }

    /** Tells the peer why in TLS's own words, as far as that goes, and our side. */
    private void giveUp(IOException fault) {
        boolean nothingCame = state == State.NEW;
        state = State.GIVEN_UP;
        try {
            if (!nothingCame && !transport.isClosed()) {
                transport.output().control(transport.owner());
            }
        } catch (IOException | RuntimeException gone) {
            // It cannot be told.
        }
        peer.onHandshakeFault(fault, nothingCame);
    }
}
