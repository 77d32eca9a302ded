package io.caisson.server.proxy;

/**
 * Holds back a client that has sent as much as it may: it is not read until it may send again, and nothing is lost.
 */
final class Uploads {
    private Uploads() {}

    /** Counts what a client has sent, and stops reading it while it may send nothing; answers whether it does. */
    static boolean pause(ClientSession session) {
        Visitor caller = session.visitor;
        if (caller == null) {
            return false;
        }
        Exchange exchange = session.exchange;
        caller.uploaded(bytes(exchange));
        long pause = caller.uploadPause();
        if (pause <= 0) {
            return false;
        }
        session.pauseReading();
        // The client is not silent while it is not read.
        session.clearDeadline();
        session.loop.deadlines.in(pause, () -> {
            if (!session.isClosed()) {
                if (exchange.stage == Stage.FORWARDED) {
                    session.deadlineIn(session.loop.limits.idleWait().toNanos());
                }
                session.readOn();
            }
        });
        return true;
    }

    /** Bytes towards the engine in the exchange that goes on. */
    static long bytes(Exchange exchange) {
        return exchange.requestBody.dataBytes() + exchange.record.tunnelUp();
    }
}
