package io.caisson.server.proxy;

import io.caisson.core.http.BodyScanner;
import io.caisson.core.http.HeadParser;
import io.caisson.core.identity.Principal;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client connection: finds the heads in what the client sends, holds back what comes too early, and hands everything
 * else to its {@link Exchange}, one after the other. It owns no buffer while it is idle.
 */
final class ClientSession extends Connection {
    /** A head is tried on this much first; a larger one costs a second copy. */
    private static final int FIRST_COPY_BYTES = 2 << 10;

    /** What the next byte from the client is. */
    private enum Phase {
        /** Part of a request head. */
        HEAD,
        /** Part of a request body or of a raw stream. */
        BODY,
        /** Too early: the exchange before it is not over. */
        HELD,
        /** Part of the body of a refused request. */
        DRAINED,
        /** Of no interest: the connection is about to close. */
        IGNORED
    }

    final Principal principal;
    final PolicySource policies;
    final Exchange exchange;

    private Phase phase = Phase.HEAD;
    private byte @Nullable [] partial;
    private int partialLength;
    private @Nullable ByteBuffer held;
    private long drainedBytes;
    private boolean inputEnded;
    /** Open client connections of the process. */
    private final AtomicInteger open;

    private ClientSession(EventLoop loop, Principal principal, PolicySource policies, AtomicInteger open) {
        super(loop);
        this.open = open;
        this.principal = principal;
        this.policies = policies;
        this.exchange = new Exchange(this);
    }

    /** Takes over an accepted channel on the loop's own thread. */
    static void open(
            EventLoop loop, SocketChannel channel, Principal principal, PolicySource policies, AtomicInteger open)
            throws IOException {
        ClientSession session = new ClientSession(loop, principal, policies, open);
        SelectionKey key = loop.register(channel, SelectionKey.OP_READ, session);
        session.attach(new ChannelTransport(channel, key));
        loop.add(session);
        loop.recorder.connections(1);
        session.setDeadline(System.nanoTime() + loop.limits.headWait().toNanos());
        // Bytes are usually there already: reading now saves a round through the selector.
        session.onReady(SelectionKey.OP_READ);
    }

    @Override
    void onReadable() throws IOException {
        ByteBuffer buffer = loop.readBuffer;
        int count = read(buffer);
        if (count > 0) {
            consume(buffer);
        } else if (count < 0) {
            onEnd();
        }
    }

    private void consume(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining() && !isClosed()) {
            switch (phase) {
                case HEAD -> readHead(buffer);
                case BODY -> exchange.fromClient(buffer);
                case DRAINED -> drain(buffer);
                case IGNORED -> buffer.position(buffer.limit());
                case HELD -> {
                    hold(buffer);
                    return;
                }
            }
        }
    }

    private void readHead(ByteBuffer buffer) throws IOException {
        byte[] bytes = loop.headBytes;
        int kept = partialLength;
        int start = buffer.position();
        if (partial != null) {
            System.arraycopy(partial, 0, bytes, 0, kept);
        }
        int available = Math.min(buffer.remaining(), loop.limits.headBytesMax() - kept);
        int first = Math.min(available, FIRST_COPY_BYTES);
        buffer.get(start, bytes, kept, first);
        int end = HeadParser.INCOMPLETE;
        // A head ends in a line feed: without a new one there is nothing to gain by reading it all again.
        if (kept == 0 || kept + first == loop.limits.headBytesMax() || hasLineFeed(bytes, kept, kept + first)) {
            end = loop.headParser.parse(bytes, 0, kept + first, loop.requestHead);
        }
        if (end == HeadParser.INCOMPLETE && available > first) {
            buffer.get(start + first, bytes, kept + first, available - first);
            end = loop.headParser.parse(bytes, 0, kept + available, loop.requestHead);
        }
        if (end == HeadParser.INCOMPLETE) {
            keepPartial(bytes, kept + available);
            buffer.position(start + available);
            return;
        }
        partial = null;
        partialLength = 0;
        clearDeadline();
        buffer.position(end == HeadParser.MALFORMED ? buffer.limit() : start + end - kept);
        exchange.begin(loop.requestHead, buffer);
    }

    private static boolean hasLineFeed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    private void keepPartial(byte[] bytes, int length) {
        if (partial == null) {
            setDeadline(System.nanoTime() + loop.limits.headWait().toNanos());
            partial = Arrays.copyOf(bytes, Math.max(length, 512));
        } else if (partial.length < length) {
            partial = Arrays.copyOf(bytes, Math.min(2 * length, loop.limits.headBytesMax()));
        } else {
            System.arraycopy(bytes, partialLength, partial, partialLength, length - partialLength);
        }
        partialLength = length;
    }

    /** Keeps bytes of later requests until their turn comes; the client is not read meanwhile. */
    private void hold(ByteBuffer buffer) throws IOException {
        loop.takeParked(buffer.remaining());
        if (buffer == loop.readBuffer) {
            ByteBuffer copy = ByteBuffer.allocate(buffer.remaining());
            held = copy.put(buffer).flip();
        } else {
            held = buffer;
        }
        pauseReading();
    }

    private void consumeHeld() throws IOException {
        ByteBuffer waiting = held;
        if (waiting != null) {
            dropHeld();
            consume(waiting);
            readOn();
        }
    }

    /** Reads the client again, unless there is a reason not to. */
    void readOn() {
        if (held == null && !inputEnded && !exchange.engineIsBehind()) {
            resumeReading();
        }
    }

    private void drain(ByteBuffer buffer) throws IOException {
        BodyScanner body = exchange.requestBody;
        int start = buffer.position();
        int end = body.scan(buffer, start, buffer.limit());
        buffer.position(end);
        drainedBytes += end - start;
        if (body.malformed() || drainedBytes > loop.limits.drainBytesMax()) {
            lingerAndClose();
        } else if (body.complete()) {
            awaitHead();
        }
    }

    /** The exchange now wants the request's body, or a raw stream's bytes. */
    void expectBody() {
        phase = Phase.BODY;
    }

    /** The request is complete; whatever comes next belongs to a later one. */
    void requestComplete() {
        phase = Phase.HELD;
    }

    /** The exchange is over and the connection stays: reads the rest of the body away and then the next head. */
    void exchangeOver(boolean keepAlive) throws IOException {
        if (!keepAlive || loop.isStopping()) {
            lingerAndClose();
            return;
        }
        if (exchange.requestBody.complete()) {
            awaitHead();
        } else {
            phase = Phase.DRAINED;
            drainedBytes = 0;
            setDeadline(System.nanoTime() + loop.limits.headWait().toNanos());
        }
        readOn();
    }

    /** Continues with bytes that came too early; the callers are the engine's events, never {@link #consume} itself. */
    void resume() throws IOException {
        if (!isClosed() && (phase == Phase.HEAD || phase == Phase.BODY || phase == Phase.DRAINED)) {
            consumeHeld();
        }
    }

    private void awaitHead() {
        phase = Phase.HEAD;
        setDeadline(System.nanoTime() + loop.limits.idleWait().toNanos());
    }

    /**
     * Closes after everything sent has been taken. Closing a socket with unread bytes may take back the answer, so the
     * client's bytes are read away for a moment.
     */
    void lingerAndClose() throws IOException {
        phase = Phase.IGNORED;
        dropHeld();
        endOutput();
        if (!inputEnded) {
            resumeReading();
        }
        if (hasParked()) {
            setDeadline(System.nanoTime() + loop.limits.idleWait().toNanos());
        } else {
            linger();
        }
    }

    private void linger() {
        if (inputEnded) {
            close();
        } else {
            setDeadline(System.nanoTime() + loop.limits.lingerWait().toNanos());
        }
    }

    /** Closes at once, both sides. */
    void close() {
        if (!isClosed()) {
            loop.recorder.connections(-1);
            open.decrementAndGet();
            dropHeld();
            closeTransport();
            exchange.closeLink();
        }
    }

    private void dropHeld() {
        ByteBuffer waiting = held;
        if (waiting != null) {
            loop.returnParked(waiting.remaining());
            held = null;
        }
    }

    private void onEnd() throws IOException {
        inputEnded = true;
        // At its end a stream stays readable for ever: the selector must not be asked again.
        pauseReading();
        switch (phase) {
            case HEAD -> {
                if (partialLength > 0) {
                    exchange.refuseUnread(Reason.HEAD_INCOMPLETE);
                } else {
                    close();
                }
            }
            case BODY, HELD -> exchange.clientEnded();
            case DRAINED -> close();
            case IGNORED -> {
                if (!hasParked()) {
                    close();
                }
            }
        }
    }

    @Override
    void onFlushed() throws IOException {
        if (phase == Phase.IGNORED) {
            linger();
        } else {
            exchange.clientTookAll();
        }
    }

    @Override
    void onDeadline() {
        try {
            if (phase == Phase.HEAD && partialLength > 0) {
                exchange.refuseUnread(Reason.REQUEST_TIMEOUT);
            } else if (phase == Phase.DRAINED) {
                lingerAndClose();
            } else if (phase == Phase.BODY || phase == Phase.HELD) {
                exchange.clientSilent();
            } else {
                close();
            }
        } catch (IOException fault) {
            onFault(fault);
        }
    }

    @Override
    void onFault(IOException fault) {
        exchange.clientBroke(fault);
    }

    @Override
    void onBug(RuntimeException bug) {
        exchange.bug(bug);
    }

    @Override
    boolean onStop() {
        if (phase == Phase.HEAD && partialLength == 0) {
            close();
            return false;
        }
        return phase == Phase.HEAD || phase == Phase.DRAINED || phase == Phase.IGNORED || exchange.isFinite();
    }

    @Override
    void onCut() {
        exchange.cut();
        close();
    }
}
