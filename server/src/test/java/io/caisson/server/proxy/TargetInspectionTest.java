package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Policy;
import io.caisson.core.reason.Reason;
import io.caisson.server.testing.Conditions;
import io.caisson.server.testing.FakeEngine;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions on the object that a call is about: it is asked for once, and the call is sent for what was found. */
@Timeout(30)
class TargetInspectionTest {
    private static final String ID = "4fe1".repeat(16);
    private static final String OTHER = "77aa".repeat(16);

    @TempDir
    Path folder;

    private FakeObjects objects() throws IOException {
        return FakeObjects.start(folder.resolve("engine.sock"));
    }

    private static Conditions webOnly() {
        return new Conditions()
                .allow(Operation.SystemPing)
                .allowTarget(Operation.ContainerRestart, target -> target.name().startsWith("web-"))
                .allowTarget(Operation.ExecStart, target -> target.name().startsWith("web-"))
                .allowTarget(Operation.ContainerLogs, target -> target.name().startsWith("web-"));
    }

    private TestGate gate(FakeObjects objects, Policy policy) throws IOException {
        return TestGate.open(folder, objects.socket(), TestGate.limits(), policy);
    }

    private static String restart(String reference) {
        return "POST /containers/" + reference + "/restart?t=1 HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    @Test
    void sends_the_call_for_the_full_id_of_what_was_judged() throws Exception {
        try (FakeObjects objects = objects().container("web-1", ID, "web-1", "{}");
                TestGate gate = gate(objects, webOnly().build());
                Wire client = gate.connect()) {
            assertThat(client.send(restart("web-1")).readResponse().status()).isEqualTo(204);
            assertThat(objects.lookups()).containsExactly("GET /containers/web-1/json HTTP/1.1");
            assertThat(objects.calls()).containsExactly("POST /containers/" + ID + "/restart?t=1 HTTP/1.1");
            TestGate.Ended event = gate.nextEvent();
            assertThat(event.target()).isEqualTo("/containers/web-1/restart?t=1");
            assertThat(event.targetId()).isEqualTo(ID);
            assertThat(event.allowed()).isTrue();
            // One connection carries the question and the call.
            assertThat(objects.engine().connections()).isEqualTo(1);
        }
    }

    @Test
    void a_rename_between_check_and_use_changes_nothing() throws Exception {
        try (FakeObjects objects = objects().container("web-1", ID, "web-1", "{}");
                TestGate gate = gate(objects, webOnly().build());
                Wire client = gate.connect()) {
            objects.afterLookup(() -> objects.container("web-1", OTHER, "web-1", "{\"tier\":\"db\"}"));
            assertThat(client.send(restart("web-1")).readResponse().status()).isEqualTo(204);
            assertThat(objects.calls()).containsExactly("POST /containers/" + ID + "/restart?t=1 HTTP/1.1");
        }
    }

    @Test
    void refuses_an_object_that_the_condition_does_not_allow() throws Exception {
        try (FakeObjects objects =
                        objects().container("db-1", OTHER, "db-1", "{}").container("7", OTHER, "db-1", "{}");
                TestGate gate = gate(objects, webOnly().build());
                Wire client = gate.connect()) {
            for (String reference : new String[] {"db-1", "7"}) {
                Wire.Response response = client.send(restart(reference)).readResponse();
                assertThat(response.status()).isEqualTo(403);
                assertThat(response.headers()).doesNotContainKey("connection");
                TestGate.Ended event = gate.nextEvent();
                assertThat(event.reason()).isEqualTo(Reason.OPERATION_DENIED);
                assertThat(event.targetId()).isEqualTo(OTHER);
            }
            assertThat(objects.calls()).isEmpty();
        }
    }

    @Test
    void what_does_not_exist_cannot_be_told_from_what_is_refused() throws Exception {
        try (FakeObjects objects = objects().container("db-1", OTHER, "db-1", "{}");
                TestGate gate = gate(objects, webOnly().build());
                Wire client = gate.connect()) {
            Wire.Response there = client.send(restart("db-1")).readResponse();
            Wire.Response missing = client.send(restart("db-2")).readResponse();
            assertThat(missing.status()).isEqualTo(there.status());
            assertThat(missing.headers()).isEqualTo(there.headers());
            assertThat(missing.text().replaceAll("test-\\d+", "ID"))
                    .isEqualTo(there.text().replaceAll("test-\\d+", "ID"));
            gate.nextEvent();
            assertThat(gate.nextEvent().detail()).contains("404");
        }
    }

    @Test
    void who_may_list_all_objects_is_told_that_one_is_missing() throws Exception {
        Policy policy = webOnly().allow(Operation.ContainerList).build();
        try (FakeObjects objects = objects();
                TestGate gate = gate(objects, policy);
                Wire client = gate.connect()) {
            Wire.Response missing = client.send(restart("db-2")).readResponse();
            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.text()).isEqualTo("{\"message\":\"No such object: /containers/db-2/json\"}");
            assertThat(objects.calls()).isEmpty();
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.TARGET_NOT_FOUND);
        }
    }

    @Test
    void finds_the_container_of_an_exec() throws Exception {
        try (FakeObjects objects = objects()
                        .has("/exec/e1/json", "{\"ID\":\"e1\",\"ContainerID\":\"" + ID + "\"}")
                        .has("/exec/e2/json", "{\"ID\":\"e2\",\"ContainerID\":\"" + OTHER + "\"}")
                        .container(ID, ID, "web-1", "{}")
                        .container(OTHER, OTHER, "db-1", "{}");
                TestGate gate = gate(objects, webOnly().build());
                Wire client = gate.connect()) {
            String body = "{\"Detach\":true}";
            String start = " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body;
            assertThat(client.send("POST /exec/e1/start" + start).readResponse().status())
                    .isEqualTo(204);
            assertThat(client.send("POST /exec/e2/start" + start).readResponse().status())
                    .isEqualTo(403);
            assertThat(objects.calls()).containsExactly("POST /exec/e1/start HTTP/1.1 " + body);
            assertThat(gate.nextEvent().targetId()).isEqualTo(ID);
        }
    }

    @Test
    void asks_again_for_each_call() throws Exception {
        try (FakeObjects objects = objects().container("web-1", ID, "web-1", "{}");
                TestGate gate = gate(objects, webOnly().build());
                Wire client = gate.connect()) {
            assertThat(client.send(restart("web-1")).readResponse().status()).isEqualTo(204);
            objects.container("web-1", ID, "db-1", "{}");
            assertThat(client.send(restart("web-1")).readResponse().status()).isEqualTo(403);
        }
    }

    @Test
    void holds_back_a_body_that_it_does_not_look_at_and_sends_it_afterwards() throws Exception {
        try (FakeObjects objects = objects().container("web-1", ID, "web-1", "{}");
                TestGate gate = gate(
                        objects,
                        new Conditions()
                                .allowTarget(Operation.ContainerUpdate, target -> true)
                                .build());
                Wire client = gate.connect()) {
            client.send("POST /containers/web-1/update HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n123");
            Thread.sleep(50);
            client.send("456POST /containers/web-1/update HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n7");
            assertThat(client.readResponse().status()).isEqualTo(204);
            assertThat(client.readResponse().status()).isEqualTo(204);
            assertThat(objects.calls())
                    .containsExactly(
                            "POST /containers/" + ID + "/update HTTP/1.1 123456",
                            "POST /containers/" + ID + "/update HTTP/1.1 7");
        }
    }

    @Test
    void judges_body_and_object_together() throws Exception {
        Policy policy = new Conditions()
                .allowBoth(
                        Operation.ContainerUpdate,
                        question -> question.target().orElseThrow().name().startsWith("web-")
                                && question.body().orElseThrow().unknown().isEmpty())
                .build();
        try (FakeObjects objects = objects().container("web-1", ID, "web-1", "{}");
                TestGate gate = gate(objects, policy);
                Wire client = gate.connect()) {
            String head = "POST /containers/web-1/update HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
            client.send(head + "Content-Length: 13\r\n\r\n{\"Memory\": 1}");
            assertThat(client.readResponse().status()).isEqualTo(204);
            client.send(head + "Content-Length: 8\r\n\r\n{\"X\": 1}");
            assertThat(client.readResponse().status()).isEqualTo(403);
            assertThat(objects.calls()).containsExactly("POST /containers/" + ID + "/update HTTP/1.1 {\"Memory\":1}");
        }
    }

    @Test
    void a_client_that_has_ended_its_side_still_gets_its_answer() throws Exception {
        try (FakeObjects objects = objects().container("web-1", ID, "web-1", "{}");
                TestGate gate = gate(objects, webOnly().build());
                Wire client = gate.connect()) {
            client.send(restart("web-1")).endOutput();
            assertThat(client.readResponse().status()).isEqualTo(204);
        }
    }

    private FakeEngine engine(FakeEngine.Script script) throws IOException {
        return FakeEngine.start(folder.resolve("engine.sock"), script);
    }

    private TestGate gate(FakeEngine engine, TestLimits limits) throws IOException {
        return TestGate.open(folder, engine.socket(), limits.build(), webOnly().build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull",
                "HTTP/1.1 200 OK\r\nContent-Length: 38\r\n\r\n{\"Id\":\"../../info\",\"Name\":\"/web-1\"}    ",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n1",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxx\r\n",
                "HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "nonsense, and more than enough of it"
            })
    void an_engine_that_does_not_say_what_the_object_is_opens_nothing(String answer) throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send(answer);
                    wire.readToEnd();
                });
                TestGate gate = gate(engine, new TestLimits());
                Wire client = gate.connect()) {
            assertThat(client.send(restart("web-1")).readResponse().status()).isEqualTo(502);
            TestGate.Ended event = gate.nextEvent();
            assertThat(event.allowed()).isFalse();
            assertThat(event.reason()).isIn(Reason.TARGET_LOOKUP_FAILED, Reason.ENGINE_RESPONSE_MALFORMED);
            assertThat(client.send("GET /containers/json HTTP/1.1\r\nHost: x\r\n\r\n")
                            .readResponse()
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void reads_a_description_in_chunks_and_in_pieces() throws Exception {
        String json = "{\"Id\":\"" + ID + "\",\"Name\":\"/web-1\"}";
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(json.length() - 5) + "\r\n" + json.substring(0, json.length() - 5)
                            + "\r\n5\r\n" + json.substring(json.length() - 5) + "\r\n0\r\n\r\n";
                    for (char c : answer.toCharArray()) {
                        wire.send(String.valueOf(c));
                        Thread.sleep(1);
                    }
                    String head = wire.readHead();
                    assertThat(head).startsWith("POST /containers/" + ID + "/restart");
                    wire.send("HTTP/1.1 204 No Content\r\n\r\n");
                    wire.readToEnd();
                });
                TestGate gate = gate(engine, new TestLimits());
                Wire client = gate.connect()) {
            assertThat(client.send(restart("web-1")).readResponse().status()).isEqualTo(204);
        }
    }

    @Test
    void takes_no_description_above_the_limit() throws Exception {
        TestLimits limits = new TestLimits();
        limits.lookupBytesMax = 1_000;
        try (FakeEngine engine = engine((wire, connection) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n" + " ".repeat(500_000));
                    wire.readToEnd();
                });
                TestGate gate = gate(engine, limits);
                Wire client = gate.connect()) {
            assertThat(client.send(restart("web-1")).readResponse().status()).isEqualTo(502);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.TARGET_LOOKUP_FAILED);
        }
    }

    @Test
    void does_not_wait_for_ever_for_a_description() throws Exception {
        TestLimits limits = new TestLimits();
        limits.inspectionWait = Duration.ofMillis(300);
        try (FakeEngine engine = engine((wire, connection) -> wire.readToEnd());
                TestGate gate = gate(engine, limits);
                Wire client = gate.connect()) {
            assertThat(client.send(restart("web-1")).readResponse().status()).isEqualTo(504);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.ENGINE_TIMEOUT);
        }
    }

    @Test
    void says_that_the_engine_cannot_be_reached() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> {})) {
            try (TestGate gate = gate(engine, new TestLimits());
                    Wire client = gate.connect()) {
                engine.close();
                assertThat(client.send(restart("web-1")).readResponse().status())
                        .isEqualTo(503);
                assertThat(gate.nextEvent().reason()).isEqualTo(Reason.ENGINE_UNREACHABLE);
                assertThat(client.send(restart("web-1")).readResponse().status())
                        .isEqualTo(503);
            }
        }
    }

    @Test
    void asks_on_a_fresh_connection_when_the_kept_one_has_gone() throws Exception {
        String json = "{\"Id\":\"" + ID + "\",\"Name\":\"/web-1\"}";
        try (FakeEngine engine = engine((wire, connection) -> {
                    if (connection == 1) {
                        wire.readHead();
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
                        // Read the next question and leave without an answer.
                        wire.readHead();
                        return;
                    }
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
                    wire.readHead();
                    wire.send("HTTP/1.1 204 No Content\r\n\r\n");
                    wire.readToEnd();
                });
                TestGate gate = gate(engine, new TestLimits());
                Wire client = gate.connect()) {
            client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n").readResponse();
            assertThat(client.send(restart("web-1")).readResponse().status()).isEqualTo(204);
            assertThat(engine.connections()).isEqualTo(2);
        }
    }

    @Test
    void lets_go_of_the_engine_when_the_client_leaves_in_between() throws Exception {
        try (FakeEngine engine = engine((wire, connection) -> wire.readToEnd());
                TestGate gate = gate(engine, new TestLimits())) {
            try (Wire client = gate.connect()) {
                client.send("POST /containers/web-1/restart HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n1");
                Thread.sleep(100);
            }
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.CLIENT_DISCONNECTED);
            gate.awaitNothingOpen();
            Thread.sleep(100);
            assertThat(engine.openConnections()).isZero();
        }
    }
}
