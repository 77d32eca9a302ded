package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.Limits;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.Facts;
import io.caisson.core.policy.Policy;
import io.caisson.core.reason.Reason;
import io.caisson.server.testing.Conditions;
import io.caisson.server.testing.FakeEngine;
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

/** Conditions on a body: it is read whole before anything of the request is sent, and what was judged is what is sent. */
@Timeout(30)
class BodyInspectionTest {
    private static final String OK = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nOK";
    private static final String SMALL = "{\"Image\": \"alpine\"}";

    @TempDir
    Path folder;

    /** Answers each request, and notes its head and its body. */
    private FakeEngine engine() throws IOException {
        FakeEngine[] self = new FakeEngine[1];
        self[0] = FakeEngine.start(folder.resolve("engine.sock"), (wire, connection) -> {
            while (true) {
                String head = wire.readHead();
                int at = head.indexOf("Content-Length: ");
                int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
                self[0].note(head + wire.readText(length));
                wire.send(OK);
            }
        });
        return self[0];
    }

    private static String image(BodyFacts body) {
        return String.valueOf(((Facts) body.value()).value("Image"));
    }

    private static Conditions alpineOnly() {
        return new Conditions()
                .allow(Operation.SystemPing)
                .allowBody(Operation.ContainerCreate, body -> image(body).equals("alpine"));
    }

    private TestGate gate(FakeEngine engine) throws IOException {
        return gate(engine, alpineOnly().build(), TestGate.limits());
    }

    private TestGate gate(FakeEngine engine, Policy policy, Limits limits) throws IOException {
        return TestGate.open(folder, engine.socket(), limits, policy);
    }

    private static String create(String more, String body) {
        return "POST /v1.41/containers/create?name=a HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + more
                + "\r\n" + body;
    }

    private static String sized(String body) {
        return create("Content-Length: " + body.length() + "\r\n", body);
    }

    @Test
    void passes_on_a_body_that_the_condition_allows() throws Exception {
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            assertThat(client.send(sized(SMALL)).readResponse().status()).isEqualTo(201);
            assertThat(engine.heads().poll())
                    .startsWith("POST /v1.41/containers/create?name=a HTTP/1.1\r\n")
                    .endsWith("\r\n\r\n{\"Image\":\"alpine\"}");
            TestGate.Ended event = gate.nextEvent();
            assertThat(event.allowed()).isTrue();
            assertThat(event.bytesUp()).isEqualTo(SMALL.length());
        }
    }

    @Test
    void refuses_a_body_that_it_does_not_allow_and_keeps_the_connection() throws Exception {
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            Wire.Response response = client.send(sized("{\"Image\":\"evil\"}")).readResponse();
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.text()).contains("ContainerCreate is not allowed here");
            assertThat(engine.heads()).isEmpty();
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.OPERATION_DENIED);
            assertThat(client.send(sized(SMALL)).readResponse().status()).isEqualTo(201);
        }
    }

    @Test
    void judges_a_body_that_comes_byte_by_byte_as_one_that_comes_at_once() throws Exception {
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            for (char c : sized(SMALL).toCharArray()) {
                client.send(String.valueOf(c));
                Thread.sleep(1);
            }
            assertThat(client.readResponse().status()).isEqualTo(201);
            assertThat(engine.heads().poll()).endsWith("{\"Image\":\"alpine\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13\r\n{\"Image\": \"alpine\"}\r\n0\r\n\r\n",
                "1\r\n{\r\n12\r\n\"Image\": \"alpine\"}\r\n0\r\n\r\n",
                "13\r\n{\"Image\": \"alpine\"}\r\n0\r\nTrailer: a\r\n\r\n"
            })
    void takes_a_chunked_body_out_of_its_chunks(String chunked) throws Exception {
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            client.send(create("Transfer-Encoding: chunked\r\n", chunked));
            assertThat(client.readResponse().status()).isEqualTo(201);
            String sent = engine.heads().poll();
            assertThat(sent).contains("\r\nContent-Length: 18\r\n").doesNotContain("Transfer-Encoding");
            assertThat(sent).endsWith("\r\n\r\n{\"Image\":\"alpine\"}");
            // The next request on the same connection begins where this one ended.
            assertThat(client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n")
                            .readResponse()
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void refuses_a_malformed_chunk_and_closes() throws Exception {
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            client.send(create("Transfer-Encoding: chunked\r\n", "5;x\r\n{\"Ima"));
            assertThat(client.readResponse().headers()).containsEntry("connection", "close");
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.BODY_MALFORMED);
            assertThat(engine.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Image\":\"evil\",\"Image\":\"alpine\"}",
                "{\"image\":\"alpine\"}",
                "{\"Image\":\"alpine\"}}",
                "{\"Image\":\"alpine\",\"HostConfig\":{\"Privileged\":1}}",
                "not json"
            })
    void refuses_a_body_that_can_be_read_in_two_ways(String body) throws Exception {
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            assertThat(client.send(sized(body)).readResponse().status()).isEqualTo(400);
            assertThat(engine.heads()).isEmpty();
            TestGate.Ended event = gate.nextEvent();
            assertThat(event.reason()).isNotNull().isNotEqualTo(Reason.OPERATION_DENIED);
            assertThat(event.detail()).isNotEmpty();
        }
    }

    @Test
    void answers_an_expectation_itself_and_does_not_pass_it_on() throws Exception {
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            client.send(create("Content-Length: " + SMALL.length() + "\r\nExpect: 100-continue\r\n", ""));
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(engine.connections()).isZero();
            assertThat(client.send(SMALL).readResponse().status()).isEqualTo(201);
            assertThat(engine.heads().poll()).doesNotContain("Expect");
            assertThat(client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n")
                            .readResponse()
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void refuses_a_body_that_says_it_is_larger_than_the_limit_before_it_comes() throws Exception {
        TestLimits limits = new TestLimits();
        limits.inspectedBytesMax = 100;
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine, alpineOnly().build(), limits.build());
                Wire client = gate.connect()) {
            client.send(create("Content-Length: 101\r\nExpect: 100-continue\r\n", ""));
            Wire.Response response = client.readResponse();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.headers()).containsEntry("connection", "close");
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.BODY_TOO_LARGE);
        }
    }

    @Test
    void refuses_a_chunked_body_when_it_has_grown_past_the_limit() throws Exception {
        TestLimits limits = new TestLimits();
        limits.inspectedBytesMax = 100;
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine, alpineOnly().build(), limits.build());
                Wire client = gate.connect()) {
            client.send(create("Transfer-Encoding: chunked\r\n", "40\r\n" + " ".repeat(64) + "\r\n"));
            client.send("40\r\n" + " ".repeat(64) + "\r\n");
            assertThat(client.readResponse().status()).isEqualTo(413);
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.BODY_TOO_LARGE);
            assertThat(engine.connections()).isZero();
        }
    }

    @Test
    void does_not_wait_for_ever_for_a_body() throws Exception {
        TestLimits limits = new TestLimits();
        limits.inspectionWait = Duration.ofMillis(300);
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine, alpineOnly().build(), limits.build());
                Wire client = gate.connect()) {
            client.send(create("Content-Length: 18\r\n", "{"));
            Wire.Response response = client.readResponse();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.text()).contains("inspection_timeout");
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.INSPECTION_TIMEOUT);
        }
    }

    @Test
    void counts_what_it_holds_and_lets_go_of_it_when_the_client_leaves() throws Exception {
        TestLimits limits = new TestLimits();
        limits.parkedBytesMax = 64 << 10;
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine, alpineOnly().build(), limits.build())) {
            String part = " ".repeat(40 << 10);
            for (int i = 0; i < 5; i++) {
                try (Wire client = gate.connect()) {
                    client.send(create("Content-Length: 100000\r\n", part));
                    Thread.sleep(50);
                }
                assertThat(gate.nextEvent().reason()).isEqualTo(Reason.CLIENT_DISCONNECTED);
            }
            gate.awaitNothingOpen();
        }
    }

    @Test
    void cuts_who_has_held_most_when_many_bodies_are_held() throws Exception {
        TestLimits limits = new TestLimits();
        limits.parkedBytesMax = 64 << 10;
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine, alpineOnly().build(), limits.build());
                Wire greedy = gate.connect();
                Wire other = gate.connect()) {
            greedy.send(create("Content-Length: 100000\r\n", " ".repeat(40 << 10)));
            Thread.sleep(100);
            other.send(create("Content-Length: 40000\r\n", " ".repeat(39_981)));
            assertThat(gate.nextEvent().reason()).isEqualTo(Reason.OVERLOADED);
            assertThat(other.send(SMALL).readResponse().status()).isEqualTo(201);
        }
    }

    @Test
    void holds_pipelined_requests_back_and_answers_them_in_order() throws Exception {
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            String ping = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
            client.send(sized(SMALL) + sized("{\"Image\":\"evil\"}") + ping + sized(SMALL) + ping);
            for (int status : new int[] {201, 403, 201, 201, 201}) {
                assertThat(client.readResponse().status()).isEqualTo(status);
            }
            assertThat(engine.heads()).hasSize(4);
        }
    }

    @Test
    void reads_an_absent_body_as_one_that_says_nothing() throws Exception {
        Policy policy = new Conditions()
                .allowBody(Operation.ContainerStart, body -> body.unknown().isEmpty())
                .build();
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine, policy, TestGate.limits());
                Wire client = gate.connect()) {
            client.send("POST /containers/a/start HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(201);
            assertThat(engine.heads().poll()).doesNotContain("Content-Length");
            client.send("POST /containers/a/start HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(201);
            assertThat(engine.heads().poll()).contains("Content-Length: 0");
        }
    }
}
