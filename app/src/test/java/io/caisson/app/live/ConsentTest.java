package io.caisson.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.caisson.app.Main;
import io.caisson.app.testing.Program;
import io.caisson.server.consent.ApprovalClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process with calls that others have to agree to. An allowed call is one whose engine cannot be reached. */
@Timeout(120)
class ConsentTest {
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final String PRUNE =
            "POST /volumes/prune HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    private static final String ALLOWED = "503 Refused";

    @TempDir
    private Path folder;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private Program serve(String more, String policy) throws IOException {
        Path file = Files.writeString(folder.resolve("caisson.yaml"), """
                engine: unix://%1$s/engine.sock
                %2$slisteners:
                  l: {address: "unix://%1$s/l.sock", policy: p}
                policies:
                  p:
                %3$s""".formatted(folder, more, policy.indent(4)));
        Program program = Program.start(List.of(), Map.of("CAISSON_CONFIG", file.toString()), "serve");
        program.awaitLine("open: ");
        return program;
    }

    private String ask(String request) throws IOException {
        return Program.ask(folder.resolve("l.sock"), request);
    }

    /** A server that answers every question with a text, and keeps what it was asked. */
    private HttpServer server(String answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private String opa(String answer) throws Exception {
        HttpServer server = server(answer);
        try (Program program = serve(
                "authorizers: {opa: {opa: \"http://127.0.0.1:%d/v1/data/docker\", cache: 1m}}\n"
                        .formatted(server.getAddress().getPort()),
                "allow: [SystemPing]\nconsult: [opa]")) {
            assertThat(ask(PRUNE)).as("what the rules refuse nobody is asked about").contains("operation_denied");
            assertThat(asked).isEmpty();
            String first = ask(PING);
            assertThat(ask(PING)).contains(first.substring(0, 12));
            return first;
        } finally {
            server.stop(0);
        }
    }

    @Test
    void open_policy_agent_is_told_of_the_call_and_must_say_yes() throws Exception {
        assertThat(opa("{\"result\": true}")).contains(ALLOWED);
        assertThat(asked).as("the second time it is remembered").hasSize(1);
        assertThat(asked.peek())
                .contains("\"input\":{", "\"operation\":\"SystemPing\"", "\"listener\":\"l\"", "\"target\":\"/_ping\"");
    }

    @Test
    void an_object_says_yes_by_allow_alone() throws Exception {
        assertThat(opa("{\"result\": {\"allow\": true}}")).contains(ALLOWED);
    }

    @Test
    void everything_else_is_a_no() throws Exception {
        assertThat(opa("{\"result\": {\"allow\": false, \"reason\": \"not today\"}}")).contains("not_consented");
        asked.clear();
        assertThat(opa("{}")).contains("not_consented");
        asked.clear();
        assertThat(opa("{\"result\": \"true\"}")).contains("not_consented");
        asked.clear();
        assertThat(opa("{\"result\": true, \"result\": true}")).contains("consent_failed");
    }

    @Test
    void an_authorizer_that_does_not_answer_is_a_no() throws Exception {
        try (Program program = serve(
                "authorizers: {old: {plugin: " + folder + "/none.sock}}\n", "allow: [SystemPing]\nconsult: [old]")) {
            assertThat(ask(PING)).contains("403 Refused", "consent_failed");
            assertThat(program.awaitLine("consent_failed")).contains("`old`");
        }
    }

    @Test
    void a_plugin_of_engines_is_asked_as_an_engine_asks_it() throws Exception {
        Path plugin = folder.resolve("plugin.yaml");
        Files.writeString(plugin, """
                engine: unix://%1$s/engine.sock
                listeners:
                  plugin: {address: "unix://%1$s/plugin.sock", protocol: authz-plugin, policy: q}
                policies: {q: {allow: [SystemPing]}}
                """.formatted(folder));
        try (Program other = Program.start(List.of(), Map.of("CAISSON_CONFIG", plugin.toString()), "serve")) {
            other.awaitLine("policy q");
            while (!Files.exists(folder.resolve("plugin.sock"))) {
                Thread.sleep(20);
            }
            try (Program program = serve(
                    "authorizers: {old: {plugin: " + folder + "/plugin.sock}}\n",
                    "allow: [SystemPing, VolumePrune]\nconsult: [old]")) {
                assertThat(ask(PING)).contains(ALLOWED);
                assertThat(ask(PRUNE)).contains("not_consented");
                assertThat(program.awaitLine("not_consented")).contains("VolumePrune is not allowed here");
            }
        }
    }

    @Test
    void a_call_is_held_until_somebody_says_yes_or_no_and_a_yes_is_remembered_as_often_as_said() throws Exception {
        Path socket = folder.resolve("approve.sock");
        try (Program program = serve(
                "approvals: {socket: " + socket + ", wait: 30s, remember: 1m, times: 2}\n",
                "allow: [SystemPing, VolumePrune]\nask: [VolumePrune]")) {
            assertThat(ask(PING)).as("nobody is asked about it").contains(ALLOWED);
            ApprovalClient alice = new ApprovalClient(socket, "alice");
            assertThat(held(alice, true)).contains(ALLOWED);
            assertThat(program.awaitLine("VolumePrune")).contains("approved by alice");
            assertThat(ask(PRUNE)).as("the second of two").contains(ALLOWED);
            assertThat(held(alice, false)).as("the third is asked about again").contains("not_approved");
            assertThat(alice.answer("nonsense-1", true)).isFalse();
            try (Program list = Program.start(Map.of(), "approve", "--list", "--socket", socket.toString())) {
                assertThat(list.exit()).isEqualTo(Main.OK);
                assertThat(list.output()).contains("no call waits");
            }
        }
    }

    private String held(ApprovalClient client, boolean yes) throws Exception {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return ask(PRUNE);
            } catch (IOException fault) {
                throw new IllegalStateException(fault);
            }
        });
        List<ApprovalClient.Waiting> waiting = client.waiting();
        while (waiting.isEmpty()) {
            Thread.sleep(20);
            waiting = client.waiting();
        }
        assertThat(waiting).hasSize(1);
        assertThat(waiting.getFirst().operation()).isEqualTo("VolumePrune");
        assertThat(answer).isNotDone();
        assertThat(client.answer(waiting.getFirst().exchange(), yes)).isTrue();
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void nobodys_answer_is_a_no() throws Exception {
        try (Program program = serve(
                "approvals: {socket: " + folder.resolve("approve.sock") + ", wait: 300ms}\n",
                "allow: [VolumePrune]\nask: [VolumePrune]")) {
            assertThat(ask(PRUNE)).contains("403 Refused", "not_approved");
            assertThat(program.awaitLine("not_approved")).contains("nobody answered");
        }
    }

    @Test
    void a_webhook_answers_for_somebody() throws Exception {
        HttpServer server = server("{\"approve\": true, \"by\": \"duty officer\"}");
        try (Program program = serve(
                "approvals: {webhook: \"http://127.0.0.1:%d/\", wait: 5s}\n"
                        .formatted(server.getAddress().getPort()),
                "allow: [VolumePrune]\nask: [VolumePrune]")) {
            assertThat(ask(PRUNE)).contains(ALLOWED);
            assertThat(program.awaitLine("VolumePrune")).contains("approved by duty officer");
            assertThat(asked.peek()).contains("\"operation\":\"VolumePrune\"");
        } finally {
            server.stop(0);
        }
    }
}
