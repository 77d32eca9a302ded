package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Policy;
import io.caisson.core.reason.Reason;
import io.caisson.server.testing.Conditions;
import io.caisson.server.testing.FakeObjects;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.TestLimits;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A policy in shadow refuses nothing that it would refuse, and records what it would have refused. */
@Timeout(30)
class ShadowTest {
    private static final String ID = "4fe1".repeat(16);

    @TempDir
    Path folder;

    private FakeObjects objects() throws IOException {
        return FakeObjects.start(folder.resolve("engine.sock")).container("db-1", ID, "db-1", "{}");
    }

    private static Policy policy() {
        return new Conditions()
                .allow(Operation.SystemPing)
                .allowBody(Operation.ContainerCreate, body -> body.unknown().isEmpty())
                .allowTarget(Operation.ContainerRestart, target -> target.name().startsWith("web-"))
                .shadow()
                .build();
    }

    private TestGate gate(FakeObjects objects) throws IOException {
        return TestGate.open(folder, objects.socket(), TestGate.limits(), policy());
    }

    private static void passed(TestGate gate, Reason would) throws InterruptedException {
        TestGate.Ended event = gate.nextEvent();
        assertThat(event.allowed()).isTrue();
        assertThat(event.wouldDeny()).isEqualTo(would);
        assertThat(event.reason()).isNull();
        assertThat(event.rule()).isNotNull();
        assertThat(event.revision()).isEqualTo("r1");
    }

    @Test
    void passes_on_and_records_an_operation_that_it_would_deny() throws Exception {
        try (FakeObjects objects = objects();
                TestGate gate = gate(objects);
                Wire client = gate.connect()) {
            client.send("DELETE /volumes/a HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(204);
            passed(gate, Reason.OPERATION_DENIED);
            client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(204);
            assertThat(gate.nextEvent().wouldDeny()).isNull();
        }
    }

    @Test
    void passes_on_an_object_that_it_would_deny_and_one_that_does_not_exist() throws Exception {
        try (FakeObjects objects = objects();
                TestGate gate = gate(objects);
                Wire client = gate.connect()) {
            client.send("POST /containers/db-1/restart HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(204);
            passed(gate, Reason.OPERATION_DENIED);
            client.send("POST /containers/no/restart HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(204);
            passed(gate, Reason.TARGET_NOT_FOUND);
            assertThat(objects.calls())
                    .containsExactly(
                            "POST /containers/" + ID + "/restart HTTP/1.1", "POST /containers/no/restart HTTP/1.1");
        }
    }

    @Test
    void passes_on_a_body_that_it_would_deny_or_cannot_read() throws Exception {
        try (FakeObjects objects = objects();
                TestGate gate = gate(objects);
                Wire client = gate.connect()) {
            String head = "POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
            client.send(head + "Content-Length: 10\r\n\r\n{\"Odd\": 1}");
            assertThat(client.readResponse().status()).isEqualTo(204);
            passed(gate, Reason.OPERATION_DENIED);
            client.send(head + "Content-Length: 13\r\n\r\n{\"Image\":1}}}");
            assertThat(client.readResponse().status()).isEqualTo(204);
            passed(gate, Reason.BODY_NOT_JSON);
            assertThat(objects.calls()).element(1).asString().endsWith("{\"Image\":1}}}");
        }
    }

    @Test
    void passes_on_a_body_that_is_too_large_or_too_slow_to_be_judged() throws Exception {
        TestLimits limits = new TestLimits();
        limits.inspectedBytesMax = 10;
        limits.inspectionWait = Duration.ofMillis(200);
        try (FakeObjects objects = objects();
                TestGate gate = TestGate.open(folder, objects.socket(), limits.build(), policy());
                Wire client = gate.connect()) {
            String head = "POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
            client.send(head + "Content-Length: 12\r\n\r\n{\"Image\":");
            Thread.sleep(50);
            client.send("1 }");
            assertThat(client.readResponse().status()).isEqualTo(204);
            passed(gate, Reason.BODY_TOO_LARGE);
            client.send(head + "Content-Length: 8\r\n\r\n{\"a\"");
            Thread.sleep(600);
            client.send(": 1}");
            assertThat(client.readResponse().status()).isEqualTo(204);
            passed(gate, Reason.INSPECTION_TIMEOUT);
            assertThat(objects.calls())
                    .containsExactly(
                            "POST /containers/create HTTP/1.1 {\"Image\":1 }",
                            "POST /containers/create HTTP/1.1 {\"a\": 1}");
        }
    }

    @Test
    void still_refuses_what_is_no_operation() throws Exception {
        try (FakeObjects objects = objects();
                TestGate gate = gate(objects);
                Wire client = gate.connect()) {
            client.send("GET /v1.41/nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(403);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.UNKNOWN_OPERATION);
        }
    }
}
