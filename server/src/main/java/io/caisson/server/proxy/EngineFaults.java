package io.caisson.server.proxy;

import io.caisson.core.reason.Reason;
import java.io.IOException;

/** What becomes of an exchange when its engine's side fails, by the stage in which it does. */
final class EngineFaults {
    private EngineFaults() {}

    /** The engine takes no more bytes, but may have answered before. */
    static void deaf(Exchange exchange) {
        switch (exchange.stage) {
            case IDLE, BEGUN -> exchange.closeLink();
            // What it has said will be read.
            case INSPECTING -> {}
            case FORWARDED -> {
                exchange.response.bodyRefused();
                exchange.goOn();
            }
            case TUNNEL -> exchange.tunnel.engineIsDeaf();
        }
    }

    /** The engine's connection failed while it was in use, or while it was idle. */
    static void broke(Exchange exchange, IOException fault) {
        boolean overloaded = fault instanceof OverloadedException;
        switch (exchange.stage) {
            case IDLE, BEGUN -> exchange.closeLink();
            case INSPECTING -> {
                if (overloaded) {
                    exchange.abandon(Reason.OVERLOADED);
                } else {
                    exchange.inspection().engineEnded();
                }
            }
            case FORWARDED -> {
                if (overloaded) {
                    exchange.abandon(Reason.OVERLOADED);
                } else {
                    exchange.response.broke();
                }
            }
            case TUNNEL -> {
                exchange.record.failed(overloaded ? Reason.OVERLOADED : null);
                exchange.finishTunnel();
            }
        }
    }

    /** The engine's time is up. */
    static void silent(Exchange exchange) {
        EngineLink link = exchange.link;
        switch (exchange.stage) {
            case IDLE, BEGUN -> exchange.closeLink();
            case INSPECTING -> exchange.inspection().engineSilent();
            case TUNNEL -> exchange.finishTunnel();
            case FORWARDED -> {
                if (link != null && !link.isReading()) {
                    // It is the client that is slow, and that has a deadline of its own.
                    Forwarder.awaitAnswer(exchange);
                } else {
                    exchange.response.fail(Reason.ENGINE_TIMEOUT);
                }
            }
        }
    }
}
