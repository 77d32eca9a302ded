package io.caisson.server.proxy;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.http.Method;
import io.caisson.core.http.RequestHead;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import org.jspecify.annotations.Nullable;

/** What has been learnt of one exchange so far; written to the loop's event when the exchange ends. Reused. */
final class ExchangeRecord {
    /** What a connection keeps for the targets of its requests; a longer target counts while its exchange goes on. */
    private static final int TARGET_BYTES_KEPT = 256;
    /** How much of a target is recorded at most; thousands of exchanges may be open at once. */
    private static final int TARGET_BYTES_MAX = 4 << 10;

    private static final byte[] NO_TARGET = {};

    private Principal principal;
    private long number;
    private long timeMillis;
    private long startNanos;
    private String method = "";
    private @Nullable Operation operation;
    private byte[] target = NO_TARGET;
    private int targetLength;
    private @Nullable RuleRef rule;
    private boolean allowed;
    private @Nullable Reason reason;
    private @Nullable Reason wouldDeny;
    private String targetId = "";
    private String revision = "";
    private String detail = "";
    private int status;
    private boolean hijacked;
    private long tunnelUp;
    private long bytesDown;

    ExchangeRecord(Principal principal) {
        this.principal = principal;
    }

    void begin(EventLoop loop, RequestHead head) {
        beginUnread(loop);
        method = head.method() == Method.OTHER
                ? head.methodText()
                : head.method().name();
        keepTarget(head.bytes(), head.targetStart(), head.targetEnd() - head.targetStart());
    }

    void beginUnread(EventLoop loop) {
        number = loop.nextExchange();
        timeMillis = System.currentTimeMillis();
        startNanos = System.nanoTime();
        method = "";
        operation = null;
        targetLength = 0;
        rule = null;
        allowed = false;
        reason = null;
        wouldDeny = null;
        targetId = "";
        revision = "";
        detail = "";
        status = 0;
        hijacked = false;
        tunnelUp = 0;
        bytesDown = 0;
    }

    /** The call is known: from here on its canonical target stands for what the client wrote. */
    void resolved(EventLoop loop, Call call) {
        operation = call.operation();
        loop.headWriter.clear();
        call.writeTarget(loop.headWriter);
        keepTarget(loop.headWriter.bytes(), 0, loop.headWriter.length());
    }

    private void keepTarget(byte[] source, int from, int length) {
        int kept = Math.min(length, TARGET_BYTES_MAX);
        if (target.length < kept) {
            target = new byte[Math.max(64, kept)];
        }
        System.arraycopy(source, from, target, 0, kept);
        targetLength = kept;
    }

    /** The bytes kept for a target that is long enough to count. */
    int targetBytesHeld() {
        return target.length > TARGET_BYTES_KEPT ? target.length : 0;
    }

    /** More has been learnt of who is calling. */
    void by(Principal caller) {
        principal = caller;
    }

    /** Who is calling, as far as it is known. */
    Principal principal() {
        return principal;
    }

    void allowed(RuleRef decidingRule) {
        allowed = true;
        rule = decidingRule;
    }

    void refused(Reason why, @Nullable RuleRef decidingRule) {
        reason = why;
        rule = decidingRule;
    }

    /** The policy that this exchange keeps to its end. */
    void judgedBy(Policy policy) {
        revision = policy.revision();
    }

    /** The policy would refuse this call, but it is in shadow. */
    void wouldDeny(Reason why) {
        wouldDeny = why;
    }

    /** What the operator should know of a refusal. */
    void explained(String text) {
        detail = text;
    }

    /** The object that the call is about was looked up. */
    void pinned(String id) {
        targetId = id;
    }

    /** The exchange broke off; the first reason stays. */
    void failed(@Nullable Reason why) {
        if (reason == null) {
            reason = why;
        }
    }

    void answered(int answerStatus) {
        status = answerStatus;
    }

    void hijacked() {
        hijacked = true;
    }

    void tunnelled(long up, long down) {
        tunnelUp += up;
        bytesDown += down;
    }

    /** Bytes of a raw stream towards the engine so far. */
    long tunnelUp() {
        return tunnelUp;
    }

    long number() {
        return number;
    }

    /** Step 7: hands the one event of this exchange to the recorder. */
    void write(EventLoop loop, long requestBodyBytes) {
        AuditEvent event = loop.event;
        event.timeMillis = timeMillis;
        event.exchange = number;
        event.principal = principal;
        event.method = method;
        event.operation = operation;
        event.target = target;
        event.targetLength = targetLength;
        event.rule = rule;
        event.allowed = allowed;
        event.reason = reason;
        event.wouldDeny = wouldDeny;
        event.targetId = targetId;
        event.revision = revision;
        event.detail = detail;
        event.status = status;
        event.bytesUp = (allowed ? requestBodyBytes : 0) + tunnelUp;
        event.bytesDown = bytesDown;
        event.durationNanos = System.nanoTime() - startNanos;
        event.hijacked = hijacked;
        if (target.length > TARGET_BYTES_KEPT) {
            target = NO_TARGET;
        }
        loop.recorder.exchangeEnded(event);
    }
}
