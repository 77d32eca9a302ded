package io.caisson.server.proxy;

import io.caisson.core.reason.Reason;
import io.caisson.server.tls.ClientTls;
import io.caisson.server.upstream.Dialler;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The engine connection of one client connection. It serves that client alone and is never handed to another, so that
 * no answer, however late or unasked for, can reach a client that it was not meant for.
 */
final class EngineLink extends Connection {
    private final ClientSession session;
    private final Engine engine;
    private @Nullable SocketChannel channel;
    private @Nullable Transport transport;
    /** The one of the engine's addresses that is being tried, and how many have been. */
    private SocketAddress address;

    private int attempts;
    private boolean established;
    private boolean inputEnded;
    /** Whether nothing has passed that could leave a byte behind for whoever comes next. */
    private boolean spotless = true;

    EngineLink(EventLoop loop, ClientSession session, Engine engine) {
        super(loop);
        this.session = session;
        this.engine = engine;
        this.address = engine.address();
    }

    Engine engine() {
        return engine;
    }

    /** Whether bytes can be written now. */
    boolean established() {
        return established;
    }

    /** Takes over a connection that another client has left, if there is one. */
    boolean adopt() {
        SpareLinks.Spare spare = loop.spareLinks.take(engine);
        if (spare == null) {
            return false;
        }
        loop.add(this);
        transport = spare.transport;
        spare.transport.handler(this);
        attach(spare.transport);
        established = true;
        return true;
    }

    /** Notes what is about to be asked: whatever has a body, or wants more than an answer, stays with this client. */
    void asking(boolean harmless) {
        spotless &= harmless;
    }

    /** Notes bytes that belong to no answer. */
    void spoil() {
        spotless = false;
    }

    /** Starts to connect; a unix socket is connected at once unless the engine's backlog is full. */
    void connect() throws IOException {
        loop.add(this);
        while (true) {
            try {
                dial();
                return;
            } catch (IOException fault) {
                if (!nextAddress()) {
                    throw fault;
                }
            }
        }
    }

    /** Goes on to another address of the engine after one that could not be reached; false when none is left. */
    private boolean retry() {
        while (nextAddress()) {
            try {
                dial();
                return true;
            } catch (IOException next) {
                // The loop's condition sees to it.
            }
        }
        return false;
    }

    private boolean nextAddress() {
        engine.failed(address);
        SocketChannel failed = channel;
        if (failed != null) {
            ChannelTransport.closeQuietly(failed);
        }
        attempts++;
        return attempts < engine.addressCount();
    }

    private void dial() throws IOException {
        address = engine.address();
        boolean named = address instanceof InetSocketAddress inet && inet.isUnresolved();
        if (named || !connectAtOnce()) {
            // A name that must be looked up, or a full backlog: both would block the loop.
            SocketChannel blocking = engine.open();
            channel = blocking;
            deadlineIn(loop.limits.connectWait().toNanos());
            loop.dialler.dial(new Dial(blocking));
        }
    }

    /** Connects without blocking; false when only a connect that waits can succeed. */
    private boolean connectAtOnce() throws IOException {
        SocketChannel opened = engine.open();
        channel = opened;
        opened.configureBlocking(false);
        boolean connected;
        try {
            connected = opened.connect(address);
        } catch (ConnectException refused) {
            throw refused;
        } catch (SocketException other) {
            // The JDK has no exception of its own for a full backlog (EAGAIN); whatever it is, waiting will tell.
            if (!engine.isUnix()) {
                throw other;
            }
            ChannelTransport.closeQuietly(opened);
            return false;
        }
        if (connected) {
            onConnected();
        } else {
            loop.register(opened, SelectionKey.OP_CONNECT, this::onConnectable);
            deadlineIn(loop.limits.connectWait().toNanos());
        }
        return true;
    }

    private final class Dial implements Dialler.Job {
        private final SocketChannel dialled;

        Dial(SocketChannel dialled) {
            this.dialled = dialled;
        }

        @Override
        public SocketChannel channel() {
            return dialled;
        }

        @Override
        public SocketAddress address() {
            return address;
        }

        @Override
        public void done(@Nullable IOException fault) {
            loop.execute(() -> finishDial(dialled, fault));
        }
    }

    private void finishDial(SocketChannel dialled, @Nullable IOException fault) {
        if (isClosed() || dialled != channel) {
            return;
        }
        try {
            if (fault != null) {
                throw fault;
            }
            onConnected();
        } catch (IOException failed) {
            onFault(failed);
        }
    }

    private void onConnectable(int operations) {
        SocketChannel pending = channel;
        if (pending == null || isClosed()) {
            return;
        }
        try {
            if (!pending.isConnected() && pending.finishConnect()) {
                onConnected();
            }
        } catch (IOException fault) {
            onFault(fault);
        }
    }

    private void onConnected() throws IOException {
        SocketChannel connected = channel;
        if (connected == null) {
            return;
        }
        ClientTls tls = engine.tls();
        if (tls != null) {
            SecureLink.begin(this, connected, address, tls);
            return;
        }
        SelectionKey registered = loop.register(connected, SelectionKey.OP_READ, this);
        carriedBy(new ChannelTransport(connected, registered));
        onEstablished();
    }

    /** What the bytes will pass through. */
    void carriedBy(Transport carrier) {
        transport = carrier;
        attach(carrier);
    }

    /** Bytes can pass. */
    void onEstablished() throws IOException {
        clearDeadline();
        engine.noted(true);
        loop.recorder.engine(true);
        established = true;
        updateInterest();
        flush();
        Forwarder.awaitAnswer(session.exchange);
    }

    @Override
    ClientSession client() {
        return session;
    }

    /** Reads the engine, unless it has ended its side. */
    void readOn() {
        if (!inputEnded) {
            resumeReading();
        }
    }

    /** Whether another request can be sent. */
    boolean isReusable() {
        return established && !inputEnded && !outputEnded() && !hasParked();
    }

    @Override
    void onReadable() throws IOException {
        if (BulkPath.down(session.exchange, this)) {
            return;
        }
        ByteBuffer buffer = loop.readBuffer;
        int count = read(buffer, session.exchange.awaitsHead() ? BulkPath.headHelping() : EventLoop.READ_BYTES_MAX);
        if (count > 0) {
            session.exchange.fromEngine(buffer);
        } else if (count < 0) {
            ended();
        }
    }

    /** The engine has ended its side. */
    void ended() throws IOException {
        inputEnded = true;
        // At its end a stream stays readable for ever: the selector must not be asked again.
        pauseReading();
        session.exchange.engineEnded();
    }

    @Override
    void onFlushed() throws IOException {
        session.exchange.engineTookAll();
    }

    @Override
    void onDeadline() {
        if (established) {
            EngineFaults.silent(session.exchange);
        } else if (!retry()) {
            engine.noted(false);
            loop.recorder.engine(false);
            session.exchange.response.fail(Reason.ENGINE_CONNECT_TIMEOUT);
        }
    }

    @Override
    void onDeaf(IOException fault) {
        EngineFaults.deaf(session.exchange);
    }

    @Override
    boolean needsProbe(long now) {
        // What an engine that has left said last is read when the client has caught up.
        return false;
    }

    @Override
    void onHangUp() {}

    @Override
    void onEvicted() {
        ClientFaults.evicted(session.exchange);
    }

    @Override
    void onFault(IOException fault) {
        if (established && engine.tls() != null && fault instanceof SSLException && session.exchange.awaitsHead()) {
            // In TLS 1.3 an engine refuses our certificate when the handshake is long over for us.
            session.exchange.response.fail(Reason.ENGINE_TLS_FAILED);
        } else if (established) {
            EngineFaults.broke(session.exchange, fault);
        } else if (!retry()) {
            engine.noted(false);
            loop.recorder.engine(false);
            session.exchange.response.fail(transport == null ? Reason.ENGINE_UNREACHABLE : Reason.ENGINE_TLS_FAILED);
        }
    }

    @Override
    void onBug(Throwable bug) {
        ClientFaults.bug(session.exchange, bug);
    }

    @Override
    boolean onStop() {
        return false;
    }

    @Override
    void onCut() {
        close();
    }

    /** The client has left between two requests: the connection is kept for another client, or closed. */
    void leave() {
        Transport carrier = transport;
        if (spotless && isReusable() && isReading() && !isClosed() && carrier != null && carrier.isEmpty()) {
            detach();
            loop.spareLinks.keep(engine, carrier);
        } else {
            close();
        }
    }

    /** Closes the link, also one that is still connecting. */
    void close() {
        closeTransport();
        SocketChannel open = channel;
        if (open != null) {
            ChannelTransport.closeQuietly(open);
        }
    }
}
