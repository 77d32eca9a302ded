package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Policy;
import io.caisson.server.testing.Conditions;
import io.caisson.server.testing.FakeObjects;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.Wire;
import io.caisson.server.upstream.Engine;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Policies are exchanged while exchanges go on: each is judged by one of them from its beginning to its end. */
@Timeout(60)
class SwapTest {
    private static final int SWAPS = 200;
    private static final int CLIENTS = 4;
    private static final String ID = "4fe1".repeat(16);

    @TempDir
    Path folder;

    /**
     * One of two halves of the world: the odd revisions allow one name, the even ones another, each in two rules that
     * must never come of different revisions.
     */
    private static Policy policy(int revision) {
        String name = revision % 2 == 0 ? "even" : "odd";
        return new Conditions()
                .revision("r" + revision)
                .allow(Operation.SystemPing)
                .allowTarget(Operation.ContainerRestart, target -> target.name().equals(name))
                .allowBody(Operation.ContainerCreate, body -> body.unknown().isEmpty())
                .build();
    }

    @Test
    void two_hundred_swaps_under_traffic_fail_no_request_and_mix_no_two_policies() throws Exception {
        LivePolicies policies = new LivePolicies(List.of(new Judge(policy(0), null)));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        try (FakeObjects objects = FakeObjects.start(folder.resolve("engine.sock"))
                        .container("even", ID, "even", "{}")
                        .container("odd", ID, "odd", "{}");
                TestGate gate = TestGate.open(
                        folder,
                        new Engine(UnixDomainSocketAddress.of(objects.socket())),
                        TestGate.limits(),
                        policies.of(0))) {
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                clients.add(Thread.ofPlatform().start(() -> traffic(gate, number, over, answers, wrong)));
            }
            for (int revision = 0; revision <= SWAPS; revision++) {
                policies.swap(List.of(new Judge(policy(revision), null)));
                // One client more than there are has had its answer, so that one of them has begun anew since.
                int before = answers.get();
                while (answers.get() <= before + CLIENTS && wrong.isEmpty()) {
                    Thread.onSpinWait();
                }
            }
            over.set(true);
            for (Thread client : clients) {
                client.join();
            }
            assertThat(wrong).isEmpty();
            assertThat(answers.get()).isGreaterThan(SWAPS * CLIENTS);
            boolean[] seen = new boolean[SWAPS + 1];
            for (int i = answers.get(); i > 0; i--) {
                TestGate.Ended event = gate.nextEvent();
                int revision = Integer.parseInt(event.revision().substring(1));
                seen[revision] = true;
                assertOneRevision(event, revision);
            }
            assertThat(seen).as("every revision judged something").doesNotContain(false);
        }
    }

    /** The rule and the outcome are those of the revision that the event names. */
    private static void assertOneRevision(TestGate.Ended event, int revision) {
        String rule = event.rule() == null ? "" : event.rule().rule();
        if (event.allowed()) {
            assertThat(rule).startsWith("r" + revision + ": ");
        }
        if (event.operation() == Operation.ContainerRestart) {
            boolean even = event.target().contains("/even/");
            assertThat(event.allowed()).isEqualTo(even == (revision % 2 == 0));
            assertThat(event.status()).isEqualTo(event.allowed() ? 204 : 403);
        } else {
            assertThat(event.allowed()).isTrue();
        }
    }

    private static void traffic(
            TestGate gate, int number, AtomicBoolean over, AtomicInteger answers, Queue<String> wrong) {
        String[] requests = {
            "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST /containers/even/restart HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 12\r\n"
                    + "\r\n{\"Image\":\"\"}",
            "POST /containers/odd/restart HTTP/1.1\r\nHost: x\r\n\r\n"
        };
        try (Wire client = gate.connect()) {
            for (int i = number; !over.get(); i++) {
                int which = i % requests.length;
                int status = client.send(requests[which]).readResponse().status();
                boolean conditional = which % 2 == 1;
                if (status != 204 && !(conditional && status == 403)) {
                    wrong.add(requests[which].split("\r\n")[0] + " was answered " + status);
                }
                answers.incrementAndGet();
            }
        } catch (Exception broken) {
            wrong.add(broken.toString());
        }
    }
}
