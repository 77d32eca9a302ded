package io.caisson.server.testing;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.docker.Operation;
import io.caisson.core.http.Limits;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import io.caisson.server.client.Reception;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.listener.SocketRights;
import io.caisson.server.proxy.Door;
import io.caisson.server.proxy.Gate;
import io.caisson.server.proxy.PolicySource;
import io.caisson.server.telemetry.Recorder;
import io.caisson.server.tls.ServerTls;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A gate on a unix socket with one loop, and what it recorded. */
public final class TestGate implements AutoCloseable {
    /** What is kept of an event, as events themselves are reused. */
    public record Ended(
            String method,
            @Nullable Operation operation,
            String target,
            boolean allowed,
            @Nullable Reason reason,
            int status,
            long bytesUp,
            long bytesDown,
            boolean hijacked,
            String targetId,
            @Nullable RuleRef rule,
            String revision,
            @Nullable Reason wouldDeny,
            String detail) {}

    private final Gate gate;
    private final Path socket;
    private final Log log;

    private TestGate(Gate gate, Path socket, Log log) {
        this.gate = gate;
        this.socket = socket;
        this.log = log;
    }

    /** Opens a gate that allows what the predicate says. */
    public static TestGate open(Path folder, Path engine, Limits limits, Predicate<Operation> allowed)
            throws IOException {
        return open(
                folder,
                engine,
                limits,
                Policy.compile(
                        "test",
                        true,
                        operation -> allowed.test(operation)
                                ? new Policy.Verdict.Allowed("TEST=1")
                                : new Policy.Verdict.Refused("default", "set TEST=1")));
    }

    /** Opens a gate with a policy. */
    public static TestGate open(Path folder, Path engine, Limits limits, Policy policy) throws IOException {
        return open(folder, new Engine(UnixDomainSocketAddress.of(engine)), limits, () -> policy);
    }

    /** Opens a gate on a unix socket and on a port of the loopback address. */
    public static TestGate open(Path folder, Engine engine, Limits limits, PolicySource policies) throws IOException {
        return open(folder, engine, limits, policies, null);
    }

    /** The same with what client rules need. */
    public static TestGate open(
            Path folder, Engine engine, Limits limits, PolicySource policies, @Nullable Reception reception)
            throws IOException {
        Log log = new Log();
        Path socket = folder.resolve("gate.sock");
        var mode = PosixFilePermissions.fromString("rw-rw----");
        var port = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Gate gate = Gate.open(new Gate.Plan(
                limits,
                1,
                i -> log,
                new ExchangeIds("test"),
                List.of(
                        new Door(
                                new ListenerSpec("unix", UnixDomainSocketAddress.of(socket), mode),
                                policies,
                                engine,
                                Map.of(),
                                reception),
                        new Door(new ListenerSpec("tcp", port, mode), policies, engine, Map.of(), reception))));
        return new TestGate(gate, socket, log);
    }

    /** Opens a gate on a port of the loopback address that speaks TLS; its unix socket has the index 0, the port 1. */
    public static TestGate open(Path folder, Engine engine, Limits limits, ServerTls tls) throws IOException {
        Log log = new Log();
        Path socket = folder.resolve("gate.sock");
        SocketRights rights = new SocketRights(PosixFilePermissions.fromString("rw-rw----"));
        Policy policy = everything();
        Gate gate = Gate.open(new Gate.Plan(
                limits,
                1,
                i -> log,
                new ExchangeIds("test"),
                Door.all(
                        List.of(
                                new ListenerSpec("unix", UnixDomainSocketAddress.of(socket), rights, null),
                                new ListenerSpec(
                                        "tls",
                                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                        rights,
                                        tls)),
                        () -> policy,
                        engine)));
        return new TestGate(gate, socket, log);
    }

    /** Where it listens on TCP. */
    public SocketAddress port() throws IOException {
        return gate.listeners().get(1).address();
    }

    /** A policy that allows everything. */
    public static Policy everything() {
        return Policy.compile("test", true, operation -> new Policy.Verdict.Allowed("TEST=1"));
    }

    public static TestGate open(Path folder, Path engine) throws IOException {
        return open(folder, engine, limits(), operation -> true);
    }

    /** The defaults with waits short enough for tests. */
    public static Limits limits() {
        return new TestLimits().build();
    }

    public Wire connect() throws IOException {
        return Wire.connect(UnixDomainSocketAddress.of(socket));
    }

    /** Connects over TCP. */
    public Wire connectTcp() throws IOException {
        return Wire.connect(gate.listeners().get(1).address());
    }

    /** Lets something happen on the loop whenever an event is recorded, before it is. */
    public void whenRecording(Runnable fault) {
        log.fault = fault;
    }

    /** Waits until no client is connected and no stream is open. */
    public void awaitNothingOpen() throws InterruptedException {
        Until.holds("every connection is closed", () -> openConnections() == 0 && openStreams() == 0);
    }

    /** The next event, or a failure after a while. */
    public Ended nextEvent() throws InterruptedException {
        Ended event = log.events.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event was recorded");
        }
        return event;
    }

    public int openConnections() {
        return log.connections.get();
    }

    public int openStreams() {
        return log.streams.get();
    }

    public int eventsWaiting() {
        return log.events.size();
    }

    public Path socket() {
        return socket;
    }

    @Override
    public void close() {
        gate.close();
    }

    private static final class Log implements Recorder {
        final BlockingQueue<Ended> events = new LinkedBlockingQueue<>();
        final AtomicInteger connections = new AtomicInteger();
        final AtomicInteger streams = new AtomicInteger();
        volatile Runnable fault = () -> {};

        @Override
        public void exchangeEnded(AuditEvent event) {
            fault.run();
            events.add(new Ended(
                    event.method,
                    event.operation,
                    new String(event.target, 0, event.targetLength, java.nio.charset.StandardCharsets.ISO_8859_1),
                    event.allowed,
                    event.reason,
                    event.status,
                    event.bytesUp,
                    event.bytesDown,
                    event.hijacked,
                    event.targetId,
                    event.rule,
                    event.revision,
                    event.wouldDeny,
                    event.detail));
        }

        @Override
        public void connections(int delta) {
            connections.addAndGet(delta);
        }

        @Override
        public void streams(int delta) {
            streams.addAndGet(delta);
        }

        @Override
        public void engine(boolean reachable) {}

        @Override
        public void flush() {}
    }
}
