package io.caisson.server.proxy;

/** What the selector calls when a channel is ready. */
interface ReadyHandler {
    /** The channel is ready for some of the operations it is registered for; never throws. */
    void onReady(int operations);
}
