package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.identity.Selector;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.client.Allowance;
import io.caisson.core.policy.client.ClientRule;
import io.caisson.core.policy.client.ClientRules;
import io.caisson.core.policy.client.Grant;
import io.caisson.core.reason.Reason;
import io.caisson.server.client.Callers;
import io.caisson.server.client.Meters;
import io.caisson.server.client.Reception;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.Wire;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two callers at one listener: what one does must not be felt by the other. */
@Timeout(60)
class FairnessTest {
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String EVENTS = "GET /events HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final int CONNECTIONS = 64;
    private static final int CALLS = 200;

    @TempDir
    private Path folder;

    private TestGate gate(FakeEngine engine, Allowance allowance) throws IOException {
        Policy policy = TestGate.everything();
        ClientRules rules = new ClientRules(
                List.of(new ClientRule(new Selector(List.of(), "clients[0]"), new Grant.Fixed(policy), allowance)));
        Engine upstream = new Engine(UnixDomainSocketAddress.of(engine.socket()));
        return TestGate.open(
                folder,
                upstream,
                TestGate.limits(),
                new Judge(policy, rules),
                new Reception(new Callers(upstream), new Meters(), null, null));
    }

    private FakeEngine engine() throws IOException {
        return FakeEngine.start(
                folder.resolve("engine.sock"), FakeEngine.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"));
    }

    /** Callers are told apart by their addresses, of which this machine has as many as one likes. */
    private static Wire from(TestGate gate, String address) throws IOException {
        SocketChannel channel = SocketChannel.open().bind(new InetSocketAddress(address, 0));
        channel.connect(gate.port());
        return new Wire(channel);
    }

    @Test
    void a_caller_that_floods_is_refused_and_the_other_is_served_at_once() throws Exception {
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine, new Allowance(400, 100, 4, 0, 0, 0))) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger served = new AtomicInteger();
            List<Thread> flood = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                flood.add(Thread.ofVirtual().start(() -> flood(gate, over, served, refused)));
            }
            while (refused.get() < CONNECTIONS) {
                Thread.sleep(5);
            }
            long[] nanos = new long[CALLS];
            try (Wire other = from(gate, "127.0.0.3")) {
                for (int i = 0; i < CALLS; i++) {
                    long start = System.nanoTime();
                    assertThat(other.send(PING).readResponse().status()).isEqualTo(200);
                    nanos[i] = System.nanoTime() - start;
                    Thread.sleep(5);
                }
            }
            over.set(true);
            for (Thread thread : flood) {
                thread.join();
            }
            Arrays.sort(nanos);
            assertThat(nanos[CALLS / 2]).as("half of the calls").isLessThan(50_000_000L);
            assertThat(served.get()).as("the flood itself gets what it may").isPositive();
            assertThat(refused.get()).isGreaterThan(served.get());
        }
    }

    private static void flood(TestGate gate, AtomicBoolean over, AtomicInteger served, AtomicInteger refused) {
        try (Wire wire = from(gate, "127.0.0.2")) {
            while (!over.get()) {
                Wire.Response response = wire.send(PING).readResponse();
                if (response.status() == 429) {
                    assertThat(response.headers()).containsKey("retry-after");
                    refused.incrementAndGet();
                } else {
                    served.incrementAndGet();
                }
            }
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Test
    void streams_and_connections_of_one_caller_are_bounded_and_free_again_when_they_end() throws Exception {
        try (FakeEngine engine = FakeEngine.start(
                        folder.resolve("engine.sock"),
                        FakeEngine.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"));
                TestGate gate = gate(engine, new Allowance(0, 0, 0, 1, 0, 2));
                Wire first = from(gate, "127.0.0.2");
                Wire second = from(gate, "127.0.0.2");
                Wire third = from(gate, "127.0.0.2")) {
            first.send(EVENTS).readHead();
            assertThat(second.send(EVENTS).readResponse().text()).contains(Reason.TOO_MANY_STREAMS.code());
            assertThat(third.send(EVENTS).readResponse().text()).contains(Reason.TOO_MANY_CLIENT_CONNECTIONS.code());
            first.close();
            assertThat(gate.nextEvent().reason()).isNotNull();
            try (Wire other = from(gate, "127.0.0.3")) {
                assertThat(other.send(EVENTS).readHead()).contains("200 OK");
            }
        }
    }

    @Test
    void an_upload_is_slowed_down_and_arrives_whole() throws Exception {
        int bytes = 33 << 20;
        try (FakeEngine engine = FakeEngine.start(folder.resolve("engine.sock"), (wire, connection) -> {
                    wire.readHead();
                    wire.readBytes(bytes);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                });
                // 30 MiB at once, and then half of one a second.
                TestGate gate = gate(engine, new Allowance(0, 0, 0, 0, 30L << 20, 0));
                Wire wire = from(gate, "127.0.0.2")) {
            String head =
                    "POST /images/load HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-tar\r\nContent-Length: ";
            long start = System.nanoTime();
            assertThat(wire.send(head + bytes + "\r\n\r\n")
                            .send(new byte[bytes])
                            .readResponse()
                            .status())
                    .isEqualTo(200);
            assertThat(System.nanoTime() - start).isGreaterThan(2_000_000_000L);
            assertThat(gate.nextEvent().bytesUp()).isEqualTo(bytes);
        }
    }
}
