package io.caisson.bench.jmh;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.audit.JsonLines;
import io.caisson.core.docker.Call;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;

/** The steps of a request as far as they do not touch a socket, with the objects that an event loop reuses. */
public final class CommonPath {
    private static final long TIME_MILLIS = 1_790_000_000_000L;

    private final HeadParser parser = new HeadParser(Limits.DEFAULTS);
    private final Resolver resolver = new Resolver();
    private final Policy policy = Requests.policy();
    private final RequestHead head = new RequestHead();
    private final Call call = new Call();
    private final ByteWriter target = new ByteWriter(4 << 10);
    private final AuditEvent event = new AuditEvent();
    private final Principal principal = new Principal("unix:///run/caisson/docker.sock", "unix");
    private final JsonLines lines = new JsonLines(ExchangeIds.of(1), false);
    private final ByteWriter line = new ByteWriter(4 << 10);

    /** Step 2: the position after the head. */
    public int parse(byte[] request) {
        int end = parser.parse(request, 0, request.length, head);
        if (end != request.length) {
            throw new IllegalStateException("the head was not read");
        }
        return end;
    }

    /** Step 3, after {@link #parse}. */
    public Call resolve() {
        if (resolver.resolve(head, call) != null) {
            throw new IllegalStateException("the head was not resolved");
        }
        return call;
    }

    /** Step 5, after {@link #resolve}. */
    public Decision decide() {
        return policy.decide(call.operation());
    }

    /** The part of step 6 that comes before the engine is asked, after {@link #resolve}: the target's bytes. */
    public int writeTarget() {
        target.clear();
        call.writeTarget(target);
        return target.length();
    }

    /** Step 7, after {@link #writeTarget}: the bytes of the audit record's line. */
    public int writeRecord() {
        event.timeMillis = TIME_MILLIS;
        event.exchange++;
        event.principal = principal;
        event.method = head.method().name();
        event.operation = call.operation();
        event.target = target.bytes();
        event.targetLength = target.length();
        event.rule = decide().rule();
        event.allowed = true;
        event.status = 200;
        event.bytesDown = 2_048;
        event.durationNanos = 1_234_567;
        line.clear();
        lines.write(event, line);
        return line.length();
    }

    /** All of them; the bytes of the record, or 0 when the request is refused. */
    public int all(byte[] request) {
        parse(request);
        resolve();
        if (decide() instanceof Decision.Deny) {
            return 0;
        }
        writeTarget();
        return writeRecord();
    }
}
