package io.caisson.bench.bare;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.docker.Operation;
import io.caisson.core.http.Limits;
import io.caisson.core.policy.Policy;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.proxy.Gate;
import io.caisson.server.telemetry.Recorder;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A gate with the bench's allow-list and a recorder that forgets. Runs until it is ended. */
public final class BareGate {
    private static final List<String> ALLOWED = List.of("/_ping", "/version", "/events", "/containers", "/exec");

    private BareGate() {}

    /** Arguments: socket to listen on, engine's socket, and how many loops. */
    public static void main(String[] arguments) throws IOException {
        ListenerSpec listener = new ListenerSpec(
                "default", UnixDomainSocketAddress.of(arguments[0]), PosixFilePermissions.fromString("rw-rw-rw-"));
        Policy policy = Policy.compile("bare", true, BareGate::verdict);
        Gate gate = Gate.open(new Gate.Plan(
                Limits.DEFAULTS,
                new Engine(UnixDomainSocketAddress.of(arguments[1])),
                Integer.parseInt(arguments[2]),
                loop -> new Forgetful(),
                List.of(listener),
                () -> policy));
        Runtime.getRuntime().addShutdownHook(new Thread(gate::close));
    }

    private static Policy.Verdict verdict(Operation operation) {
        return ALLOWED.stream().anyMatch(operation.path()::startsWith)
                ? new Policy.Verdict.Allowed("BENCH=1")
                : new Policy.Verdict.Refused("default", "");
    }

    private static final class Forgetful implements Recorder {
        @Override
        public void exchangeEnded(AuditEvent event) {}

        @Override
        public void connections(int delta) {}

        @Override
        public void streams(int delta) {}

        @Override
        public void engine(boolean reachable) {}

        @Override
        public void flush() {}
    }
}
