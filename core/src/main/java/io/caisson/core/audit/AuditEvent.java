package io.caisson.core.audit;

import io.caisson.core.docker.Operation;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is recorded of one exchange. A reused object, one per event loop: it is filled, rendered at once and
 * cleared, so that recording allocates nothing. Times are {@link System#nanoTime} unless they say otherwise.
 */
public final class AuditEvent {
    /** Milliseconds since the epoch at which the request's first byte was read. */
    public long timeMillis;

    /** The exchange's number within this process; the printed id is the process's prefix and this. */
    public long exchange;

    public @Nullable Principal principal;

    /** Method as sent, empty when no request line was read. */
    public String method = "";

    /** The resolved operation, or null when there is none. */
    public @Nullable Operation operation;

    /**
     * The target in its canonical rendering, or as the client sent it when it did not resolve; never trusted text. At
     * most its first 4 KiB.
     */
    public byte[] target = new byte[0];

    public int targetLength;

    /** The full id of the object that the call was pinned to, or empty where none was looked up. */
    public String targetId = "";

    /** The rule that decided, or null when the request did not get that far. */
    public @Nullable RuleRef rule;

    /** The revision of the policy that judged, or empty where it has none or was not asked. */
    public String revision = "";

    /** Whether the call was allowed and sent to the engine. */
    public boolean allowed;

    /**
     * Why the client got an answer of Caisson's own, or why the exchange broke off; null when the engine answered in
     * full.
     */
    public @Nullable Reason reason;

    /** Why the policy would refuse a call that was sent all the same because it is in shadow, or null. */
    public @Nullable Reason wouldDeny;

    /** What is to be said to the operator of a refusal, and to nobody else; empty where the reason says it all. */
    public String detail = "";

    /** The status that the client got, 0 when it got none. */
    public int status;

    /** Body bytes from the client to the engine, tunnelled bytes included. */
    public long bytesUp;

    /** Body bytes to the client, tunnelled bytes included. */
    public long bytesDown;

    /** From the request's first byte to the end of the exchange. */
    public long durationNanos;

    /** Whether the connection became a raw stream. */
    public boolean hijacked;

    /** Forgets everything, for the next exchange. */
    public void clear() {
        timeMillis = 0;
        exchange = 0;
        principal = null;
        method = "";
        operation = null;
        targetLength = 0;
        targetId = "";
        rule = null;
        revision = "";
        allowed = false;
        reason = null;
        wouldDeny = null;
        detail = "";
        status = 0;
        bytesUp = 0;
        bytesDown = 0;
        durationNanos = 0;
        hijacked = false;
    }
}
