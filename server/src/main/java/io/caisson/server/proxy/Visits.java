package io.caisson.server.proxy;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.RequestHead;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.client.ClientRules;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The way to a {@link Visitor}, of whom listeners without client rules load nothing. */
final class Visits {
    private Visits() {}

    /** The policy for a request whose head was read; null when client rules refused it or hold it. */
    static @Nullable Policy policyFor(ClientSession session, RequestHead head) throws IOException {
        PolicySource policies = session.door.policies();
        ClientRules rules = policies.clients();
        if (rules != null && session.refusal(head) == null) {
            return visitor(session).admit(session.exchange, head, rules);
        }
        Policy policy = policies.current();
        session.exchange.record.judgedBy(policy);
        return policy;
    }

    private static Visitor visitor(ClientSession session) {
        Visitor current = session.visitor;
        if (current == null) {
            current = new Visitor(session);
            session.visitor = current;
        }
        return current;
    }

    /** Why an allowed operation is refused all the same, or null. */
    static @Nullable Reason refusal(ClientSession session, Operation operation) {
        Visitor visitor = session.visitor;
        return visitor == null ? null : visitor.refusal(operation);
    }

    /** What the caller uses for the time of one exchange is free again. */
    static void exchangeOver(ClientSession session) {
        Visitor visitor = session.visitor;
        if (visitor != null) {
            visitor.exchangeOver();
        }
    }

    /** The connection is over. */
    static void leave(ClientSession session) {
        Visitor visitor = session.visitor;
        if (visitor != null) {
            visitor.leave();
        }
        SecureClient secure = session.secure;
        if (secure != null) {
            secure.left();
        }
    }
}
