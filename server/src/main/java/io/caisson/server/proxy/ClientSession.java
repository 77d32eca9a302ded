package io.caisson.server.proxy;

import io.caisson.core.http.BodyScanner;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.RequestHead;
import io.caisson.core.identity.Principal;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client connection: finds the heads in what the client sends, holds back what comes too early, and hands
 * everything else to its {@link Exchange}, one after the other. It owns no buffer while it is idle.
 */
final class ClientSession extends Connection {
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

    /** Who is calling, as far as is known; more is when a TLS handshake is over. */
    Principal principal;

    final Door door;
    final Exchange exchange;
    /** Who is calling; null until the first request, and on listeners without client rules. */
    @Nullable
    Visitor visitor;
    /** What TLS says of the client; null on listeners without it. */
    @Nullable
    SecureClient secure;

    private Phase phase = Phase.HEAD;
    private final HeadBytes head = new HeadBytes(this);
    private final HeldBytes held = new HeldBytes(this);
    private long drainedBytes;
    private boolean inputEnded;
    /** Open client connections of the process. */
    private final AtomicInteger open;

    ClientSession(EventLoop loop, Principal principal, Door door, AtomicInteger open) {
        super(loop);
        this.open = open;
        this.principal = principal;
        this.door = door;
        this.exchange = new Exchange(this);
    }

    /** Why a request is refused before it is looked at, or null. */
    @Nullable
    Reason refusal(RequestHead head) {
        SecureClient current = secure;
        return current == null ? head.malformed() : current.refusal(head);
    }

    @Override
    ClientSession client() {
        return this;
    }

    @Override
    void onReadable() throws IOException {
        int most = switch (phase) {
            // What comes after the head may have to be held back.
            case HEAD -> EventLoop.READ_BYTES_MIN;
            case HELD -> Math.min(EventLoop.READ_BYTES_MIN, held.room());
            case BODY -> exchange.bodyRoom();
            case DRAINED, IGNORED -> EventLoop.READ_BYTES_MAX;
        };
        if (most == 0) {
            // Others took the room meanwhile.
            pauseReading();
            return;
        }
        if (phase == Phase.BODY && (Uploads.pause(this) || BulkPath.up(exchange, this))) {
            return;
        }
        ByteBuffer buffer = loop.readBuffer;
        int count = read(buffer, most);
        if (count > 0) {
            consume(buffer);
        } else if (count < 0) {
            ended();
        }
    }

    /** The client has ended its side. */
    void ended() throws IOException {
        inputEnded = true;
        // At its end a stream stays readable for ever: the selector must not be asked again.
        pauseReading();
        onEnd();
    }

    void consume(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining() && !isClosed()) {
            if (phase == Phase.HELD || phase == Phase.HEAD && hasParked()) {
                // The request before is not answered, or its answer not taken: a client that does not read gets no
                // more.
                holdBack(buffer);
                return;
            }
            int before = buffer.position();
            switch (phase) {
                case HEAD -> readHead(buffer);
                case BODY -> exchange.fromClient(buffer);
                case DRAINED -> drain(buffer);
                case IGNORED, HELD -> buffer.position(buffer.limit());
            }
            if (buffer.position() == before && phase == Phase.BODY) {
                throw new IllegalStateException("nothing was taken of a body");
            }
        }
    }

    private void readHead(ByteBuffer buffer) throws IOException {
        boolean first = head.isEmpty();
        int end;
        try {
            end = head.read(buffer);
        } catch (OverloadedException noRoom) {
            Refusals.refuseUnread(exchange, Reason.OVERLOADED);
            return;
        }
        if (end != HeadParser.INCOMPLETE) {
            clearDeadline();
            exchange.begin(loop.requestHead, buffer);
        } else if (first) {
            deadlineIn(loop.limits.headWait().toNanos());
        }
    }

    /** Whether part of a head has come, but not all of it. */
    boolean hasPartialHead() {
        return phase == Phase.HEAD && !head.isEmpty();
    }

    /** Keeps bytes of later requests until their turn comes. */
    private void holdBack(ByteBuffer buffer) throws IOException {
        held.add(buffer);
        readOn();
    }

    /** Takes up what was held back, and then what the client sends. */
    private void consumeHeld() throws IOException {
        ByteBuffer waiting = held.take();
        if (waiting != null) {
            consume(waiting);
        }
        if (isClosed()) {
            return;
        }
        if (inputEnded && held.isEmpty()) {
            onEnd();
        } else {
            readOn();
        }
    }

    /** Reads the client if there is no reason not to. */
    void readOn() {
        boolean wanted = !inputEnded
                && switch (phase) {
                    case HEAD -> held.isEmpty() && !hasParked();
                    case BODY -> exchange.bodyRoom() > 0;
                    case HELD -> held.room() > 0;
                    case DRAINED, IGNORED -> true;
                };
        if (wanted) {
            resumeReading();
        } else {
            pauseReading();
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

    /**
     * The exchange is over: the connection ends, or stays and the rest of the body is read away before the next head.
     */
    void exchangeOver(boolean keepAlive) {
        if (isClosed()) {
            return;
        }
        if (!keepAlive || loop.isStopping()) {
            lingerAndClose();
            return;
        }
        if (exchange.requestBody.complete()) {
            awaitHead();
        } else {
            phase = Phase.DRAINED;
            drainedBytes = 0;
            deadlineIn(loop.limits.headWait().toNanos());
        }
        readOn();
    }

    /**
     * Continues with bytes that came too early; the callers are the engine's events, never {@link #consume} itself.
     * What goes wrong here is the client's fault and is not to be taken for the engine's.
     */
    void resume() {
        if (!isClosed() && (phase == Phase.HEAD || phase == Phase.BODY || phase == Phase.DRAINED)) {
            try {
                consumeHeld();
            } catch (IOException fault) {
                onFault(fault);
            }
        }
    }

    private void awaitHead() {
        phase = Phase.HEAD;
        deadlineIn(loop.limits.idleWait().toNanos());
    }

    /**
     * Closes after everything sent has been taken. Closing a socket with unread bytes may take back the answer, so the
     * client's bytes are read away for a moment.
     */
    void lingerAndClose() {
        phase = Phase.IGNORED;
        head.drop();
        held.take();
        endOutput();
        readOn();
        if (hasParked()) {
            deadlineIn(loop.limits.idleWait().toNanos());
        } else {
            linger();
        }
    }

    private void linger() {
        if (inputEnded) {
            close();
        } else {
            deadlineIn(loop.limits.lingerWait().toNanos());
        }
    }

    /** Closes at once, both sides. */
    void close() {
        if (!isClosed()) {
            open.decrementAndGet();
            head.drop();
            held.take();
            closeTransport();
            exchange.leaveLink();
            Visits.leave(this);
            loop.recorder.connections(-1);
        }
    }

    /** Whether the client has ended its side, whatever it sent before and is still held back. */
    boolean inputEnded() {
        return inputEnded;
    }

    private void onEnd() throws IOException {
        switch (phase) {
            case HEAD -> {
                if (!head.isEmpty()) {
                    Refusals.refuseUnread(exchange, Reason.HEAD_INCOMPLETE);
                } else if (held.isEmpty()) {
                    if (hasParked()) {
                        lingerAndClose();
                    } else {
                        close();
                    }
                }
            }
            case BODY -> ClientFaults.ended(exchange);
            case HELD -> {
                if (held.isEmpty()) {
                    ClientFaults.ended(exchange);
                } else {
                    // It asked for more and then ended its side, or it is gone: the engine gets a moment to say
                    // something.
                    deadlineIn(loop.limits.abandonedWait().toNanos());
                }
            }
            case DRAINED -> lingerAndClose();
            case IGNORED -> {
                if (!hasParked()) {
                    close();
                }
            }
        }
    }

    @Override
    void onFlushed() throws IOException {
        switch (phase) {
            case IGNORED -> linger();
            case HEAD -> consumeHeld();
            case BODY, HELD, DRAINED -> exchange.clientTookAll();
        }
    }

    @Override
    void onDeadline() throws IOException {
        switch (phase) {
            case HEAD -> {
                if (!head.isEmpty()) {
                    Refusals.refuseUnread(exchange, Reason.REQUEST_TIMEOUT);
                } else {
                    close();
                }
            }
            case DRAINED -> lingerAndClose();
            case BODY, HELD -> ClientFaults.silent(exchange);
            case IGNORED -> close();
        }
    }

    @Override
    void onDeaf(IOException fault) throws IOException {
        ClientFaults.deaf(exchange, fault);
    }

    @Override
    void onFault(IOException fault) {
        ClientFaults.broke(exchange, fault);
    }

    @Override
    boolean needsProbe(long now) {
        return super.needsProbe(now) && exchange.isStuck();
    }

    @Override
    void onHangUp() {
        exchange.abandon(Reason.CLIENT_DISCONNECTED);
    }

    @Override
    void onEvicted() {
        ClientFaults.evicted(exchange);
    }

    @Override
    void onBug(Throwable bug) {
        ClientFaults.bug(exchange, bug);
    }

    @Override
    boolean onStop() {
        if (phase == Phase.HEAD && head.isEmpty()) {
            if (!hasParked()) {
                close();
                return false;
            }
            lingerAndClose();
        }
        return phase == Phase.HEAD || phase == Phase.DRAINED || phase == Phase.IGNORED || exchange.isFinite();
    }

    @Override
    void onCut() {
        exchange.cut();
        close();
    }
}
