package io.caisson.bench.jmh;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;

/** The steps from bytes to a decision and the engine's request line, with the objects that an event loop reuses. */
public final class CommonPath {
    private final HeadParser parser = new HeadParser(Limits.DEFAULTS);
    private final Resolver resolver = new Resolver();
    private final Policy policy = Requests.policy();
    private final RequestHead head = new RequestHead();
    private final Call call = new Call();
    private final ByteWriter target = new ByteWriter(4 << 10);

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

    /** All of them; the target's bytes, or 0 when the request is refused. */
    public int all(byte[] request) {
        parse(request);
        resolve();
        return decide() instanceof Decision.Allow ? writeTarget() : 0;
    }
}
