package io.caisson.server.testing;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Policy;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.proxy.Door;
import io.caisson.server.proxy.Gate;
import io.caisson.server.telemetry.Recorder;
import io.caisson.server.upstream.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * A gate as a process of its own, so that its memory and its descriptors are its own too. It answers each line of its
 * standard input with a line of numbers and ends with the input. Arguments: its socket and the engine's.
 */
public final class GateMain {
    private GateMain() {}

    public static void main(String[] args) throws IOException, ClassNotFoundException {
        Counts counts = new Counts();
        TestLimits limits = new TestLimits();
        limits.connectWait = Duration.ofSeconds(5);
        Policy policy = Policy.compile(
                "test",
                true,
                operation -> operation == Operation.ContainerDelete
                        ? new Policy.Verdict.Refused("default", "set TEST=1")
                        : new Policy.Verdict.Allowed("TEST=1"));
        ListenerSpec listener = new ListenerSpec(
                "test", UnixDomainSocketAddress.of(Path.of(args[0])), PosixFilePermissions.fromString("rw-rw----"));
        Engine engine = new Engine(UnixDomainSocketAddress.of(Path.of(args[1])));
        try (Gate gate = Gate.open(new Gate.Plan(
                limits.build(),
                1,
                i -> counts,
                new ExchangeIds("test"),
                Door.all(List.of(listener), () -> policy, engine)))) {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            // What logs must be loaded before descriptors run out, as here every class is a file of its own.
            Class.forName("io.caisson.server.proxy.Faults");
            System.getLogger("caisson").log(System.Logger.Level.INFO, "ready");
            System.out.println("ready " + gate.listeners().size());
            while (in.readLine() != null) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                System.out.println(counts.connections + " " + counts.streams + " " + counts.exchanges + " "
                        + (runtime.totalMemory() - runtime.freeMemory()));
            }
        }
    }

    /** Written by the one loop, read by the main thread. */
    private static final class Counts implements Recorder {
        volatile int connections;
        volatile int streams;
        volatile long exchanges;

        @Override
        public void exchangeEnded(AuditEvent event) {
            exchanges++;
        }

        @Override
        public void connections(int delta) {
            connections += delta;
        }

        @Override
        public void streams(int delta) {
            streams += delta;
        }

        @Override
        public void engine(boolean reachable) {}

        @Override
        public void flush() {}
    }
}
