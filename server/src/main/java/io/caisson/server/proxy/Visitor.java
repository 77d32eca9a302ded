package io.caisson.server.proxy;

import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Streaming;
import io.caisson.core.http.RequestHead;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.client.Admission;
import io.caisson.core.policy.client.Allowance;
import io.caisson.core.policy.client.ClientRules;
import io.caisson.core.reason.Reason;
import io.caisson.server.client.Check;
import io.caisson.server.client.Credentials;
import io.caisson.server.client.Meter;
import io.caisson.server.client.Reception;
import java.io.IOException;
import java.util.Objects;
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
    /** What requests prove; null where the rules do not ask for it. */
    private @Nullable Proof proof;

    private @Nullable Meter meter;
    /** Whose meter it is. */
    private Admission.@Nullable Admitted metered;

    private boolean counted;
    private boolean streaming;
    /** Bytes of this exchange's body or raw stream that are counted. */
    private long uploaded;

    Visitor(ClientSession session) {
        this.session = session;
    }

    /** The policy for a request; null when the rules refused it and it is answered, or it has to wait. */
    @Nullable
    Policy admit(Exchange exchange, RequestHead head, ClientRules rules) throws IOException {
        if (asked != rules) {
            leave();
            asked = rules;
            admission = null;
            proof = rules.asksForCredential() ? new Proof() : null;
        }
        Proof proofs = proof;
        Credentials credentials = reception().credentials();
        if (proofs == null || credentials == null || !head.hasAuthorization()) {
            Admission current = admission;
            if (current == null) {
                current = rules.admit(session.principal);
                admission = current;
            }
            return decided(exchange, head, current);
        }
        if (!head.hasOneAuthorization()) {
            return refused(exchange, head, Reason.CREDENTIALS_REFUSED, "there are several Authorization fields", 0);
        }
        Admission known = proofs.known(head, credentials.generation());
        if (known != null) {
            return decided(exchange, head, known);
        }
        Check check = credentials.check(Proof.text(head), session.principal);
        if (check instanceof Check.Work work) {
            Admittance wait = new Admittance(exchange, this, head);
            exchange.suspend(wait);
            wait.begin(work);
            return null;
        }
        return proved(exchange, head, check);
    }

    /** The policy for a request whose credentials were looked at; null when it was refused, and answered. */
    @Nullable
    Policy proved(Exchange exchange, RequestHead head, Check check) throws IOException {
        ClientRules rules = asked;
        Proof proofs = proof;
        Credentials credentials = reception().credentials();
        if (check instanceof Check.Proved good && rules != null && proofs != null && credentials != null) {
            Principal caller =
                    session.principal.knowing(session.principal.known().with(good.credential()));
            Admission admitted = rules.admit(caller);
            proofs.remember(head, credentials.generation(), good.untilMillis(), admitted);
            return decided(exchange, head, admitted);
        }
        return check instanceof Check.Refused no
                ? refused(exchange, head, no.reason(), no.detail(), no.seconds())
                : refused(exchange, head, Reason.CREDENTIALS_REFUSED, "the rules have changed meanwhile", 0);
    }

    private @Nullable Policy refused(Exchange exchange, RequestHead head, Reason reason, String detail, long seconds)
            throws IOException {
        exchange.record.by(session.principal);
        exchange.record.explained(detail);
        if (seconds > 0) {
            Refusals.refuseFor(exchange, head, reason, seconds);
        } else {
            Refusals.refuseUnproved(exchange, head, reason);
        }
        return null;
    }

    private @Nullable Policy decided(Exchange exchange, RequestHead head, Admission current) throws IOException {
        if (current instanceof Admission.Admitted admitted) {
            exchange.record.by(admitted.principal());
            long now = System.nanoTime();
            Reason refusal = counts(admitted, head, now);
            if (refusal == null) {
                exchange.record.judgedBy(admitted.policy());
                return admitted.policy();
            }
            refuse(exchange, head, refusal, now);
            return null;
        }
        Admission.Refused refused = (Admission.Refused) current;
        if (refused.reason() == Reason.CREDENTIALS_REQUIRED) {
            return refused(exchange, head, refused.reason(), refused.detail(), 0);
        }
        exchange.record.by(refused.principal());
        exchange.record.explained(refused.detail());
        // What was not learnt of this connection may be learnt of the next.
        exchange.keepAlive &= refused.reason() != Reason.CLIENT_UNCLEAR;
        Refusals.refuse(exchange, head, refused.reason(), null, null);
        return null;
    }

    private Reception reception() {
        return Objects.requireNonNull(session.door.reception());
    }

    private @Nullable Reason counts(Admission.Admitted admitted, RequestHead head, long now) {
        if (admitted.allowance().equals(Allowance.UNBOUNDED)) {
            leave();
            return null;
        }
        Meter own = meter;
        if (own != null && metered != admitted) {
            // Another caller on the same connection.
            own.disconnect();
            own = null;
            meter = null;
        }
        if (own == null) {
            own = reception().meters().connect(admitted.principal(), admitted.allowance());
            if (own == null) {
                return Reason.TOO_MANY_CLIENT_CONNECTIONS;
            }
            meter = own;
            metered = admitted;
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
    @Nullable
    Reason refusal(Operation operation) {
        Meter own = meter;
        if (own == null || operation.streaming() == Streaming.NONE) {
            return null;
        }
        streaming = own.openStream();
        return streaming ? null : Reason.TOO_MANY_STREAMS;
    }

    /** For how many nanoseconds the client is not read, because it has sent what it may; -1 where nothing counts. */
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
    void exchangeOver() {
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
    void leave() {
        Meter own = meter;
        if (own != null) {
            exchangeOver();
            own.disconnect();
            meter = null;
        }
    }
}
