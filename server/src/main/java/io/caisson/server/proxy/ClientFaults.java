package io.caisson.server.proxy;

import io.caisson.core.reason.Reason;
import java.io.IOException;

/** What becomes of an exchange when its client's side fails or ends, by the stage in which it does. */
final class ClientFaults {
    private ClientFaults() {}

    /** The client has ended its side while an exchange is going on. */
    static void ended(Exchange exchange) {
        exchange.clientEnded = true;
        EngineLink link = exchange.link;
        boolean whole = exchange.requestBody.complete();
        if (exchange.stage == Stage.TUNNEL) {
            exchange.tunnel.clientEnded();
        } else if (exchange.stage == Stage.INSPECTING && whole) {
            // Passed on when the request is on its way.
            return;
        } else if (whole && exchange.upload != null && !exchange.upload.isOver()) {
            // Passed on when the engine has all of it.
            return;
        } else if (link == null || !whole) {
            exchange.abandon(Reason.CLIENT_DISCONNECTED);
        } else {
            // The engine takes the end of the client's side as a wish to stop, so it is passed on. What it has left to
            // say is waited for, but not for ever: the client may be gone for good.
            link.endOutput();
            exchange.session.deadlineIn(exchange.loop.limits.abandonedWait().toNanos());
        }
    }

    /** The client takes no more bytes, but may have sent some before. */
    static void deaf(Exchange exchange, IOException fault) {
        if (exchange.stage == Stage.TUNNEL) {
            exchange.tunnel.clientIsDeaf();
        } else {
            broke(exchange, fault);
        }
    }

    /** The client's time is up: its body did not arrive, it takes nothing, or it is gone and the engine is silent. */
    static void silent(Exchange exchange) {
        ClientSession session = exchange.session;
        if (session.inputEnded() || session.hasParked() || exchange.stage == Stage.TUNNEL) {
            exchange.abandon(Reason.CLIENT_DISCONNECTED);
        } else if (exchange.stage == Stage.FORWARDED && !exchange.requestBody.complete()) {
            exchange.response.fail(Reason.REQUEST_TIMEOUT);
        } else if (exchange.stage == Stage.INSPECTING) {
            exchange.inspection().clientSilent();
        }
    }

    /** The client's connection failed. */
    static void broke(Exchange exchange, IOException fault) {
        exchange.abandon(fault instanceof OverloadedException ? Reason.OVERLOADED : Reason.CLIENT_DISCONNECTED);
    }

    /** The bytes that the exchange holds are needed for others. */
    static void evicted(Exchange exchange) {
        if (exchange.session.hasPartialHead()) {
            exchange.record.beginUnread(exchange.loop);
            exchange.stage = Stage.BEGUN;
        }
        exchange.abandon(Reason.OVERLOADED);
    }

    /** Our own code failed: the client is told if it can be, and both sides are given up. */
    static void bug(Exchange exchange, Throwable bug) {
        try {
            exchange.loop.report("our own code failed", exchange.record.number(), bug);
            exchange.keepAlive = false;
            if (exchange.stage == Stage.FORWARDED) {
                exchange.response.fail(Reason.INTERNAL_ERROR);
            } else if (exchange.stage == Stage.BEGUN || exchange.stage == Stage.INSPECTING) {
                exchange.record.refused(Reason.INTERNAL_ERROR, null);
                Replies.refusal(exchange, Reason.INTERNAL_ERROR, null);
            }
        } finally {
            exchange.abandon(Reason.INTERNAL_ERROR);
        }
    }
}
