package io.caisson.server.proxy;

import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Streaming;
import io.caisson.core.http.RequestHead;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.client.Admission;
import io.caisson.core.policy.client.Allowance;
import io.caisson.core.policy.client.ClientRules;
import io.caisson.core.reason.Reason;
import io.caisson.server.client.Meter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The caller of one connection, where client rules choose the policy. The rules are asked once, and again only when
 * they have changed; what a request then costs is a comparison and the counting of what its caller may use.
 */
final class Visitor {
    private static final long SECOND = 1_000_000_000L;

    private final ClientSession session;
    private @Nullable ClientRules asked;
    private @Nullable Admission admission;
    private @Nullable Meter meter;
    private boolean counted;
    private boolean streaming;
    /** Bytes of this exchange's body or raw stream that are counted. */
    private long uploaded;

    Visitor(ClientSession session) {
        this.session = session;
    }

    /** The policy for a request whose head was read; null when the client rules refused it, and it is answered. */
    static @Nullable Policy policyFor(ClientSession session, RequestHead head, @Nullable Reason malformed)
            throws IOException {
        PolicySource policies = session.door.policies();
        ClientRules rules = policies.clients();
        Policy policy;
        if (rules == null || malformed != null) {
            policy = policies.current();
        } else {
            Visitor current = session.visitor;
            if (current == null) {
                current = new Visitor(session);
                session.visitor = current;
            }
            policy = current.admit(session.exchange, head, rules);
        }
        if (policy != null) {
            session.exchange.record.judgedBy(policy);
        }
        return policy;
    }

    private @Nullable Policy admit(Exchange exchange, RequestHead head, ClientRules rules) throws IOException {
        Admission current = admission;
        if (current == null || asked != rules) {
            leave();
            current = rules.admit(session.principal);
            admission = current;
            asked = rules;
        }
        if (current instanceof Admission.Admitted admitted) {
            exchange.record.by(admitted.principal());
            long now = System.nanoTime();
            Reason refusal = counts(admitted, head, now);
            if (refusal == null) {
                return admitted.policy();
            }
            refuse(exchange, head, refusal, now);
            return null;
        }
        Admission.Refused refused = (Admission.Refused) current;
        exchange.record.by(refused.principal());
        exchange.record.explained(refused.detail());
        // What was not learnt of this connection may be learnt of the next.
        exchange.keepAlive &= refused.reason() != Reason.CLIENT_UNCLEAR;
        Refusals.refuse(exchange, head, refused.reason(), null, null);
        return null;
    }

    private @Nullable Reason counts(Admission.Admitted admitted, RequestHead head, long now) {
        if (admitted.allowance().equals(Allowance.UNBOUNDED)) {
            return null;
        }
        Meter own = meter;
        if (own == null) {
            own = session.door.meters().connect(admitted.principal(), admitted.allowance());
            if (own == null) {
                return Reason.TOO_MANY_CLIENT_CONNECTIONS;
            }
            meter = own;
        }
        if (own.request(now) > 0) {
            return Reason.RATE_LIMITED;
        }
        if (head.hasBody() && own.uploadPause(now) > 0) {
            return Reason.UPLOAD_LIMITED;
        }
        counted = own.begin();
        return counted ? null : Reason.TOO_MANY_CONCURRENT;
    }

    private void refuse(Exchange exchange, RequestHead head, Reason reason, long now) throws IOException {
        Meter own = meter;
        long wait = SECOND;
        if (own != null && reason == Reason.RATE_LIMITED) {
            wait = own.request(now);
        } else if (own != null && reason == Reason.UPLOAD_LIMITED) {
            wait = own.uploadPause(now);
        }
        // Another connection has room again when this one is gone.
        exchange.keepAlive &= reason != Reason.TOO_MANY_CLIENT_CONNECTIONS;
        Refusals.refuseFor(exchange, head, reason, (wait + SECOND - 1) / SECOND);
    }

    /** Why an allowed operation is refused all the same, or null: a stream counts from here on. */
    static @Nullable Reason refusal(ClientSession session, Operation operation) {
        Visitor visitor = session.visitor;
        return visitor == null ? null : visitor.refusal(operation);
    }

    private @Nullable Reason refusal(Operation operation) {
        Meter own = meter;
        if (own == null || operation.streaming() == Streaming.NONE) {
            return null;
        }
        streaming = own.openStream();
        return streaming ? null : Reason.TOO_MANY_STREAMS;
    }

    /** For how many nanoseconds the client is not read, because it has sent what it may; -1 where that is not counted. */
    long uploadPause() {
        Meter own = meter;
        return own == null || !own.limitsUpload() ? -1 : own.uploadPause(System.nanoTime());
    }

    /** Counts what came of the body or of the raw stream so far. */
    void uploaded(long bytesSoFar) {
        Meter own = meter;
        if (own != null && bytesSoFar > uploaded) {
            own.uploaded(bytesSoFar - uploaded, System.nanoTime());
            uploaded = bytesSoFar;
        }
    }

    /** What the caller uses for the time of one exchange is free again. */
    static void exchangeOver(ClientSession session) {
        Visitor visitor = session.visitor;
        if (visitor != null) {
            visitor.exchangeOver();
        }
    }

    private void exchangeOver() {
        Meter own = meter;
        if (own == null) {
            return;
        }
        uploaded(Uploads.bytes(session.exchange));
        uploaded = 0;
        if (streaming) {
            own.closeStream();
        }
        if (counted) {
            own.end();
        }
        streaming = false;
        counted = false;
    }

    /** The connection is over. */
    static void leave(ClientSession session) {
        Visitor visitor = session.visitor;
        if (visitor != null) {
            visitor.leave();
        }
    }

    private void leave() {
        Meter own = meter;
        if (own != null) {
            exchangeOver();
            own.disconnect();
            meter = null;
        }
    }
}
