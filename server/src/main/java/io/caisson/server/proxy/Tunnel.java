package io.caisson.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The two raw directions of a hijacked connection, after the engine agreed. Bytes pass as they are, the end of one side
 * is passed on to the other, and whoever does not read stops the other from being read. A side that takes no more is
 * still read to its end: what it said last may be what matters. There is no idle limit. Reused.
 */
final class Tunnel {
    private final Exchange exchange;
    private boolean clientEnded;
    private boolean engineEnded;
    private boolean clientDeaf;
    private boolean engineDeaf;

    Tunnel(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Turns the exchange into a raw stream; the buffer holds what the engine sent after its head. */
    void open(int status, ByteBuffer buffer) throws IOException {
        clientEnded = exchange.clientEnded;
        engineEnded = false;
        clientDeaf = false;
        engineDeaf = false;
        exchange.response.leave();
        exchange.stage = Stage.TUNNEL;
        exchange.record.answered(status);
        exchange.record.hijacked();
        exchange.loop.recorder.streams(1);
        EngineLink link = exchange.link;
        if (link != null) {
            link.clearDeadline();
        }
        exchange.session.clearDeadline();
        exchange.session.expectBody();
        if (buffer.hasRemaining()) {
            fromEngine(buffer);
        }
        if (exchange.stage == Stage.TUNNEL) {
            exchange.session.resume();
        }
    }

    void fromClient(ByteBuffer buffer) throws IOException {
        EngineLink link = exchange.link;
        if (link == null || engineDeaf) {
            buffer.position(buffer.limit());
            return;
        }
        if (clientDeaf) {
            exchange.session.deadlineIn(exchange.loop.limits.abandonedWait().toNanos());
        }
        if (engineEnded) {
            link.deadlineIn(exchange.loop.limits.halfClosedWait().toNanos());
        }
        exchange.record.tunnelled(buffer.remaining(), 0);
        boolean all;
        try {
            all = link.send(buffer);
        } catch (OverloadedException fault) {
            EngineFaults.broke(exchange, fault);
            return;
        } catch (IOException fault) {
            buffer.position(buffer.limit());
            engineIsDeaf();
            return;
        }
        if (!all) {
            exchange.session.readOn();
        }
    }

    void fromEngine(ByteBuffer buffer) {
        exchange.record.tunnelled(0, buffer.remaining());
        if (!exchange.toClient(buffer)) {
            exchange.clientIsBehind();
        }
    }

    /** The client has nothing more to say; the engine may have. */
    void clientEnded() {
        clientEnded = true;
        EngineLink link = exchange.link;
        if (link != null) {
            link.endOutput();
        }
        settle();
    }

    /** The engine has nothing more to say; the client may have. */
    void engineEnded() {
        engineEnded = true;
        EngineLink link = exchange.link;
        if (link != null) {
            // An engine that has closed altogether looks the same as one that only stopped talking.
            link.deadlineIn(exchange.loop.limits.halfClosedWait().toNanos());
        }
        exchange.session.endOutput();
        settle();
    }

    /** The engine takes no more: what the client says is read away until the engine has said its last. */
    void engineIsDeaf() {
        engineDeaf = true;
        EngineLink link = exchange.link;
        if (link != null) {
            link.dropParked();
        }
        exchange.session.readOn();
        settle();
    }

    /** The client takes no more: what the engine says is read away until the client has said its last. */
    void clientIsDeaf() {
        clientDeaf = true;
        exchange.session.dropParked();
        exchange.session.deadlineIn(exchange.loop.limits.abandonedWait().toNanos());
        EngineLink link = exchange.link;
        if (link != null) {
            link.readOn();
        }
        settle();
    }

    /** Ends the exchange when nothing more can pass either way. */
    void settle() {
        EngineLink link = exchange.link;
        boolean downDone = engineEnded || clientDeaf;
        boolean upDone = (clientEnded || engineDeaf) && (link == null || !link.hasParked());
        if (exchange.stage == Stage.TUNNEL && downDone && upDone) {
            exchange.finishTunnel();
        }
    }
}
