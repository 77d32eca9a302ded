package io.caisson.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The two raw directions of a hijacked connection, after the engine agreed. Bytes pass as they are, the end of one side
 * is passed on to the other, and whoever does not read stops the other from being read. There is no idle limit.
 */
final class Tunnel {
    private Tunnel() {}

    /** Turns the exchange into a raw stream; the buffer holds what the engine sent after its head. */
    static void open(Exchange exchange, int status, ByteBuffer buffer) throws IOException {
        exchange.stage = Exchange.Stage.TUNNEL;
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
            fromEngine(exchange, buffer);
        }
        if (exchange.stage == Exchange.Stage.TUNNEL) {
            exchange.session.resume();
        }
    }

    static void fromClient(Exchange exchange, ByteBuffer buffer) throws IOException {
        EngineLink link = exchange.link;
        if (link == null) {
            buffer.position(buffer.limit());
            return;
        }
        exchange.record.tunnelled(buffer.remaining(), 0);
        boolean all;
        try {
            all = link.send(buffer);
        } catch (IOException fault) {
            exchange.engineBroke(fault);
            return;
        }
        if (!all) {
            exchange.session.pauseReading();
        }
    }

    static void fromEngine(Exchange exchange, ByteBuffer buffer) {
        exchange.record.tunnelled(0, buffer.remaining());
        boolean all = exchange.toClient(buffer);
        EngineLink link = exchange.link;
        if (!all && link != null) {
            link.pauseReading();
        }
    }

    /** The client has nothing more to say; the engine may have. */
    static void clientEnded(Exchange exchange) throws IOException {
        EngineLink link = exchange.link;
        if (link != null) {
            try {
                link.endOutput();
            } catch (IOException fault) {
                exchange.engineBroke(fault);
                return;
            }
        }
        boolean engineEnded = exchange.session.outputEnded();
        if (link == null || engineEnded && !link.hasParked()) {
            exchange.finishTunnel();
        }
    }

    /** The engine has nothing more to say; the client may have. */
    static void engineEnded(Exchange exchange) throws IOException {
        EngineLink link = exchange.link;
        if (link == null || exchange.clientEnded) {
            exchange.finishTunnel();
            return;
        }
        link.pauseReading();
        // An engine that has closed altogether looks the same as one that only stopped talking.
        link.setDeadline(
                System.nanoTime() + exchange.loop.limits.halfClosedWait().toNanos());
        exchange.session.endOutput();
    }
}
