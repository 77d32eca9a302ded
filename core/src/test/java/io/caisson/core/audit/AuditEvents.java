package io.caisson.core.audit;

import io.caisson.core.docker.Operation;
import io.caisson.core.identity.Known;
import io.caisson.core.identity.Origin;
import io.caisson.core.identity.PeerContainer;
import io.caisson.core.identity.Principal;
import io.caisson.core.identity.UnixPeer;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One event of each kind, for tests that compare renderings. */
final class AuditEvents {
    static final ExchangeIds IDS = new ExchangeIds("k7m2qa");
    private static final Principal UNIX = new Principal("unix:///run/caisson.sock", "unix");
    private static final Principal TCP = new Principal("tcp://[::]:2375", "192.0.2.7:53122");

    private AuditEvents() {}

    static List<AuditEvent> examples() {
        return List.of(
                allowed(),
                denied(),
                unresolved(),
                unread(),
                engineFault(),
                cut(),
                hijacked(),
                upload(),
                hostile(),
                shadowed(),
                unreadable(),
                known());
    }

    static AuditEvent allowed() {
        AuditEvent event = event(TCP, "GET", "/v1.41/containers/json?all=1", 1);
        event.operation = Operation.ContainerList;
        event.rule = new RuleRef("environment", "CONTAINERS=1");
        event.allowed = true;
        event.status = 200;
        event.bytesDown = 2_417;
        event.durationNanos = 1_234_567;
        return event;
    }

    static AuditEvent denied() {
        AuditEvent event = event(UNIX, "POST", "/v1.41/containers/create?name=web", 2);
        event.operation = Operation.ContainerCreate;
        event.rule = new RuleRef("environment", "POST=0");
        event.reason = Reason.OPERATION_DENIED;
        event.status = 403;
        event.durationNanos = 84_400;
        return event;
    }

    private static AuditEvent unresolved() {
        AuditEvent event = event(UNIX, "GET", "/V1.41/secret-door", 3);
        event.reason = Reason.UNKNOWN_OPERATION;
        event.status = 403;
        event.durationNanos = 61_000;
        return event;
    }

    private static AuditEvent unread() {
        AuditEvent event = event(UNIX, "", "", 4);
        event.reason = Reason.REQUEST_TIMEOUT;
        event.status = 408;
        event.durationNanos = 30_000_000_000L;
        return event;
    }

    private static AuditEvent engineFault() {
        AuditEvent event = allowed();
        event.exchange = 5;
        event.reason = Reason.ENGINE_UNREACHABLE;
        event.status = 503;
        event.bytesDown = 0;
        event.durationNanos = 300_000;
        return event;
    }

    private static AuditEvent cut() {
        AuditEvent event = event(UNIX, "GET", "/v1.41/events", 6);
        event.operation = Operation.SystemEvents;
        event.rule = new RuleRef("environment", "EVENTS=1 by default");
        event.allowed = true;
        event.reason = Reason.CLIENT_DISCONNECTED;
        event.status = 200;
        event.bytesDown = 73_400_320;
        event.durationNanos = 3_723_400_000_000L;
        return event;
    }

    static AuditEvent hijacked() {
        AuditEvent event = event(UNIX, "POST", "/v1.41/exec/4fe1/start", 7);
        event.operation = Operation.ExecStart;
        event.rule = new RuleRef("environment", "EXEC=1");
        event.allowed = true;
        event.status = 101;
        event.bytesUp = 12;
        event.bytesDown = 340;
        event.durationNanos = 12_400_000_000L;
        event.hijacked = true;
        return event;
    }

    private static AuditEvent upload() {
        AuditEvent event = event(UNIX, "POST", "/images/registry.example.com:5000/team/web/push?tag=1", 8);
        event.operation = Operation.ImagePush;
        event.rule = new RuleRef("environment", "IMAGES=1");
        event.allowed = true;
        event.status = 200;
        event.bytesUp = 5 << 20;
        event.bytesDown = 1_023;
        event.durationNanos = 999_999_999L;
        return event;
    }

    private static AuditEvent hostile() {
        AuditEvent event = event(UNIX, "GE\"T\n", "/x\r\n{\"decision\":\"allow\"}\033[2J\u2028\u007f\0\\ \u00e9", 9);
        event.reason = Reason.METHOD_MALFORMED;
        event.status = 400;
        event.durationNanos = 12_000;
        return event;
    }

    static AuditEvent shadowed() {
        AuditEvent event = event(UNIX, "POST", "/v1.41/containers/web-1/restart", 10);
        event.operation = Operation.ContainerRestart;
        event.targetId = "4fe1c0b1a2".repeat(6) + "4fe1";
        event.rule = new RuleRef("ci", "default");
        event.revision = "9c1d52f07a3e";
        event.wouldDeny = Reason.OPERATION_DENIED;
        event.allowed = true;
        event.status = 204;
        event.durationNanos = 310_000_000L;
        return event;
    }

    private static AuditEvent unreadable() {
        AuditEvent event = event(UNIX, "POST", "/v1.41/containers/create", 11);
        event.operation = Operation.ContainerCreate;
        event.revision = "9c1d52f07a3e";
        event.reason = Reason.BODY_AMBIGUOUS;
        event.detail = "`Image` and\n`image` are one name to the engine";
        event.status = 400;
        event.durationNanos = 90_000L;
        return event;
    }

    static AuditEvent known() {
        Principal caller = UNIX.knowing(Known.NOTHING
                .by(new UnixPeer(4711, 1000, 1000, List.of(), "alice"))
                .in(new Origin.Inside(
                        new PeerContainer("4fe1c0b1a2".repeat(6) + "4fe1", "runner-1", "runner:1", Map.of()))));
        AuditEvent event = event(caller, "GET", "/v1.41/info", 12);
        event.operation = Operation.SystemInfo;
        event.rule = new RuleRef("ci", "system:view");
        event.revision = "9c1d52f07a3e";
        event.allowed = true;
        event.status = 200;
        event.bytesDown = 3_217;
        event.durationNanos = 1_100_000L;
        return event;
    }

    private static AuditEvent event(Principal principal, String method, String target, long number) {
        AuditEvent event = new AuditEvent();
        event.timeMillis = 1_795_704_502_007L + 61_000 * number;
        event.exchange = number;
        event.principal = principal;
        event.method = method;
        event.target = target.getBytes(StandardCharsets.UTF_8);
        event.targetLength = event.target.length;
        return event;
    }
}
