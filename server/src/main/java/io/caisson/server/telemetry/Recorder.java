package io.caisson.server.telemetry;

import io.caisson.core.audit.AuditEvent;

/**
 * What the data path tells about itself; one per event loop and called on that loop only, so an implementation needs no
 * locks. None may allocate on the common path, and none may wait but within a small bound of its own.
 */
public interface Recorder {
    /** One exchange has ended; called exactly once for each. The event is reused after the call. */
    void exchangeEnded(AuditEvent event);

    /** The number of open client connections changed by {@code delta}. */
    void connections(int delta);

    /** The number of open streams (streaming answers and hijacked connections) changed by {@code delta}. */
    void streams(int delta);

    /** An attempt to reach the engine ended; {@code reachable} says how. */
    void engine(boolean reachable);

    /** The loop is about to wait: everything recorded so far may be handed on. */
    void flush();
}
