package io.caisson.server.testing;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.docker.Operation;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;

/** Events for tests of what becomes of them. */
public final class Events {
    private static final Principal UNIX = new Principal("default", "unix");

    private Events() {}

    /** A list of containers that the engine answered. */
    public static AuditEvent allowed(long number) {
        AuditEvent event = event(number);
        event.method = "GET";
        event.operation = Operation.ContainerList;
        target(event, "/v1.41/containers/json");
        event.rule = new RuleRef("test", "CONTAINERS=1");
        event.allowed = true;
        event.status = 200;
        event.bytesDown = 1_000;
        return event;
    }

    /** A list of containers that a policy in shadow would have refused. */
    public static AuditEvent shadowed(long number) {
        AuditEvent event = allowed(number);
        event.wouldDeny = Reason.OPERATION_DENIED;
        return event;
    }

    /** A create that the policy refused. */
    public static AuditEvent denied(long number) {
        AuditEvent event = event(number);
        event.method = "POST";
        event.operation = Operation.ContainerCreate;
        target(event, "/v1.41/containers/create");
        event.rule = new RuleRef("test", "default");
        event.reason = Reason.OPERATION_DENIED;
        event.status = 403;
        return event;
    }

    /** A list of containers that broke off or was answered by Caisson. */
    public static AuditEvent broken(long number, Reason reason) {
        AuditEvent event = allowed(number);
        event.reason = reason;
        event.status = reason.status();
        return event;
    }

    /** An attach that was a raw stream for an hour. */
    public static AuditEvent hijacked(long number) {
        AuditEvent event = allowed(number);
        event.operation = Operation.ContainerAttach;
        event.hijacked = true;
        event.status = 101;
        event.bytesUp = 10;
        event.durationNanos = 3_600_000_000_000L;
        return event;
    }

    private static AuditEvent event(long number) {
        AuditEvent event = new AuditEvent();
        event.timeMillis = 1_795_704_502_007L;
        event.exchange = number;
        event.principal = UNIX;
        event.durationNanos = 700_000;
        return event;
    }

    private static void target(AuditEvent event, String target) {
        event.target = target.getBytes(StandardCharsets.US_ASCII);
        event.targetLength = event.target.length;
    }
}
