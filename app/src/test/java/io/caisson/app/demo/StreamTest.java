package io.caisson.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What flows: logs, events, pulls, waits, and hijacked connections with half-close. */
@Timeout(60)
class StreamTest {
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: tcp\r\n";

    @TempDir
    Path folder;

    private DemoEngine engine;

    @BeforeEach
    void start() throws IOException {
        engine = DemoEngine.start(folder.resolve("d.sock"));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Wire.Answer ask(String request) throws IOException {
        return Wire.ask(engine.socket(), request);
    }

    private Wire.Answer ask(String request, String body) throws IOException {
        return Wire.ask(engine.socket(), request, body);
    }

    private String create(String body) throws IOException {
        return ask("POST /containers/create", body).json().text("Id");
    }

    private String exec(String body) throws IOException {
        return ask("POST /containers/web/exec", body).json().text("Id");
    }

    /** Opens a stream and gives its head. */
    private List<String> open(Wire wire, String request, String headers, String body) throws IOException {
        wire.send("POST " + request + " HTTP/1.1\r\nHost: d\r\n" + headers + "Content-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        return wire.head();
    }

    private long exitCode(String exec) throws IOException {
        return ask("GET /exec/" + exec + "/json").json().number("ExitCode");
    }

    @Test
    void logs_come_in_frames_with_times_and_a_tail() throws IOException {
        Wire.Answer logs = ask("GET /containers/db/logs?stderr=1&tail=2&timestamps=1");
        assertThat(logs.headers()).containsEntry("content-type", "application/vnd.docker.multiplexed-stream");
        assertThat(logs.body().split("\n"))
                .hasSize(2)
                .allMatch(
                        line -> line.charAt(0) == 2 && line.substring(8).matches("\\d{4}-.*Z .*checkpoint complete.*"));
        assertThat(ask("GET /containers/db/logs?stdout=1").body()).isEmpty();
        assertThat(ask("GET /v1.41/containers/db/logs?stderr=1&tail=1").headers())
                .containsEntry("content-type", "application/vnd.docker.raw-stream");
        assertThat(ask("GET /containers/db/logs?stderr=1&until=1").body()).isEmpty();
    }

    @Test
    void followed_logs_bring_new_lines_and_end_with_the_container() throws IOException {
        String id = create("{\"Image\":\"alpine:3.22\",\"OpenStdin\":true,\"StdinOnce\":true,\"AttachStdin\":true,"
                + "\"Cmd\":[\"cat\"]}");
        try (Wire attached = Wire.to(engine.socket());
                Wire logs = Wire.to(engine.socket())) {
            open(attached, "/containers/" + id + "/attach?stream=1&stdin=1&stdout=1", UPGRADE, "");
            ask("POST /containers/" + id + "/start");
            logs.send("GET /containers/" + id + "/logs?stdout=1&follow=1 HTTP/1.1\r\nHost: d\r\n\r\n");
            assertThat(logs.head().getFirst()).contains("200");
            attached.send("first\n");
            assertThat(logs.chunk()).endsWith("first\n");
            attached.send("second\n");
            assertThat(logs.chunk()).endsWith("second\n");
            attached.endOutput();
            assertThat(logs.chunk()).isEmpty();
            assertThat(attached.frame()).isEqualTo("1:first\n");
            assertThat(attached.frame()).isEqualTo("1:second\n");
            assertThat(attached.frame()).isEmpty();
        }
    }

    @Test
    void an_attached_client_that_came_before_the_start_gets_everything() throws IOException {
        String id = create("{\"Image\":\"alpine:3.22\",\"HostConfig\":{\"AutoRemove\":true},"
                + "\"Cmd\":[\"sh\",\"-c\",\"echo out; echo err >&2; exit 4\"]}");
        try (Wire attached = Wire.to(engine.socket());
                Wire waiting = Wire.to(engine.socket())) {
            List<String> head = open(attached, "/containers/" + id + "/attach?stream=1&stdout=1&stderr=1", UPGRADE, "");
            assertThat(head)
                    .containsExactly(
                            "HTTP/1.1 101 UPGRADED",
                            "Content-Type: application/vnd.docker.multiplexed-stream",
                            "Connection: Upgrade",
                            "Upgrade: tcp");
            attached.endOutput();
            assertThat(open(waiting, "/containers/" + id + "/wait?condition=removed", "", "")
                            .getFirst())
                    .contains("200");
            assertThat(ask("POST /containers/" + id + "/start").status()).isEqualTo(204);
            assertThat(attached.frame()).isEqualTo("1:out\n");
            assertThat(attached.frame()).isEqualTo("2:err\n");
            assertThat(attached.frame()).isEmpty();
            assertThat(waiting.chunk()).isEqualTo("{\"StatusCode\":4}\n");
        }
        assertThat(ask("GET /containers/" + id + "/json").status()).isEqualTo(404);
    }

    @Test
    void a_refused_attach_is_text_on_a_connection_that_ends() throws IOException {
        try (Wire wire = Wire.to(engine.socket())) {
            List<String> head = open(wire, "/containers/nope/attach?stream=1", UPGRADE, "");
            assertThat(head)
                    .containsExactly("HTTP/1.1 404 Not Found", "Content-Type: application/vnd.docker.raw-stream");
            assertThat(wire.rest()).isEqualTo("No such container: nope\r\n");
        }
    }

    @Test
    void a_half_closed_input_ends_the_process_and_loses_nothing() throws Exception {
        String exec = exec("{\"Cmd\":[\"cat\"],\"AttachStdin\":true,\"AttachStdout\":true}");
        int bytes = 5 << 20;
        try (Wire wire = Wire.to(engine.socket())) {
            assertThat(open(wire, "/exec/" + exec + "/start", UPGRADE, "{\"Detach\":false,\"Tty\":false}")
                            .getFirst())
                    .isEqualTo("HTTP/1.1 101 UPGRADED");
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    wire.send("x".repeat(bytes));
                    wire.endOutput();
                } catch (IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                }
            });
            int received = 0;
            for (String frame = wire.frame(); !frame.isEmpty(); frame = wire.frame()) {
                assertThat(frame).startsWith("1:");
                received += frame.length() - 2;
            }
            sent.get(10, TimeUnit.SECONDS);
            assertThat(received).isEqualTo(bytes);
        }
        assertThat(exitCode(exec)).isZero();
    }

    @Test
    void without_an_upgrade_a_hijacked_stream_starts_with_200() throws IOException {
        String exec = exec("{\"Cmd\":[\"sh\"],\"AttachStdin\":true,\"AttachStdout\":true,\"AttachStderr\":true}");
        try (Wire wire = Wire.to(engine.socket())) {
            assertThat(open(wire, "/exec/" + exec + "/start", "", "{}"))
                    .containsExactly("HTTP/1.1 200 OK", "Content-Type: application/vnd.docker.raw-stream");
            wire.send("whoami\nnosuch\nexit 3\n");
            assertThat(wire.frame()).isEqualTo("1:root\n");
            assertThat(wire.frame()).isEqualTo("2:sh: nosuch: not found\n");
            assertThat(wire.frame()).isEmpty();
        }
        assertThat(exitCode(exec)).isEqualTo(3);
    }

    @Test
    void a_terminal_echoes_edits_and_interrupts() throws IOException {
        String exec = exec("{\"Cmd\":[\"sh\"],\"Tty\":true,\"AttachStdin\":true,\"AttachStdout\":true}");
        try (Wire wire = Wire.to(engine.socket())) {
            List<String> head = open(wire, "/exec/" + exec + "/start", UPGRADE, "{\"Tty\":true}");
            assertThat(head).contains("Content-Type: application/vnd.docker.raw-stream", "Api-Version: 1.51");
            assertThat(wire.until("/ # ")).contains("Caisson demo shell");
            wire.send("ecx\177ho h\033[Ai\r");
            assertThat(wire.until("/ # ")).isEqualTo("ecx\b \bho hi\r\nhi\r\n/ # ");
            wire.send("sleep 60\r");
            assertThat(wire.until("\r\n")).isEqualTo("sleep 60\r\n");
            interruptUntilPrompt(wire);
            wire.send("echo $?\r");
            assertThat(wire.until("/ # ")).isEqualTo("echo $?\r\n130\r\n/ # ");
            wire.send("left\025abc\003");
            assertThat(wire.until("/ # ")).endsWith("abc^C\r\n/ # ");
            wire.send("\004");
            assertThat(wire.rest()).isEqualTo("\r\n");
        }
        assertThat(exitCode(exec)).isEqualTo(130);
    }

    /** The command may not have started yet when its line has been echoed. */
    private static void interruptUntilPrompt(Wire wire) throws IOException {
        wire.send("\003");
        assertThat(wire.until("/ # ")).isEqualTo("^C\r\n/ # ");
    }

    @Test
    void a_shell_goes_when_its_terminal_does() throws Exception {
        String exec = exec("{\"Cmd\":[\"sh\"],\"Tty\":true,\"AttachStdin\":true,\"AttachStdout\":true}");
        try (Wire wire = Wire.to(engine.socket())) {
            open(wire, "/exec/" + exec + "/start", UPGRADE, "{\"Tty\":true}");
            wire.until("/ # ");
            assertThat(ask("GET /exec/" + exec + "/json").json().flag("Running"))
                    .isTrue();
        }
        while (ask("GET /exec/" + exec + "/json").json().flag("Running")) {
            Thread.sleep(10);
        }
    }

    @Test
    void events_come_while_things_happen() throws IOException {
        try (Wire events = Wire.to(engine.socket())) {
            events.send("GET /events?filters={\"type\":[\"container\"]} HTTP/1.1\r\nHost: d\r\n\r\n");
            assertThat(events.head()).contains("Transfer-Encoding: chunked");
            String id = create("{\"Image\":\"alpine:3.22\",\"Cmd\":[\"true\"],\"Labels\":{\"k\":\"v\"}}");
            assertThat(events.chunk())
                    .startsWith("{\"status\":\"create\",\"id\":\"" + id
                            + "\",\"from\":\"alpine:3.22\",\"Type\":\"container\"")
                    .contains("\"k\":\"v\"");
            ask("POST /containers/" + id + "/start");
            assertThat(events.chunk()).contains("\"Action\":\"start\"");
            assertThat(events.chunk()).contains("\"Action\":\"die\"", "\"exitCode\":\"0\"");
            ask("DELETE /containers/" + id);
            assertThat(events.chunk()).contains("\"Action\":\"destroy\"");
            ask("POST /volumes/create", "{\"Name\":\"other\"}");
            String exec = exec("{\"Cmd\":[\"ls\",\"-l\"]}");
            assertThat(events.chunk()).contains("\"Action\":\"exec_create: ls -l\"", exec);
        }
        String kept = ask("GET /events?since=1&until=" + (System.currentTimeMillis() / 1000 + 1)
                        + "&filters={\"event\":[\"destroy\"]}")
                .body();
        assertThat(kept.lines()).hasSize(1);
    }

    @Test
    void a_client_that_leaves_ends_its_stream() throws Exception {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Wire wire = Wire.to(engine.socket());
            wire.send("GET /events HTTP/1.1\r\nHost: d\r\n\r\n").head();
            wires.add(wire);
        }
        assertThat(ask("GET /info").json().number("NEventsListener")).isEqualTo(5);
        Wire first = wires.removeFirst();
        first.endOutput();
        assertThat(first.rest()).as("a whole body").isEqualTo("0\r\n\r\n");
        first.close();
        for (Wire wire : wires) {
            wire.close();
        }
        while (ask("GET /info").json().number("NEventsListener") > 0) {
            Thread.sleep(10);
        }
    }

    @Test
    void a_pull_shows_its_progress_and_makes_an_image_that_runs() throws IOException {
        Wire.Answer pull = ask("POST /images/create?fromImage=docker.io%2Flibrary%2Fhello-world&tag=latest");
        assertThat(pull.status()).isEqualTo(200);
        assertThat(pull.body().split("\r\n"))
                .startsWith("{\"status\":\"Pulling from library/hello-world\",\"id\":\"latest\"}")
                .anyMatch(line -> line.contains("\"Downloading\"") && line.contains("\"total\""))
                .anyMatch(line -> line.contains("\"Pull complete\""))
                .endsWith("{\"status\":\"Status: Downloaded newer image for hello-world:latest\"}");
        assertThat(ask("POST /images/create?fromImage=hello-world&tag=latest").body())
                .contains("Image is up to date for hello-world:latest");
        String id = create("{\"Image\":\"hello-world\"}");
        ask("POST /containers/" + id + "/start");
        ask("POST /containers/" + id + "/wait");
        assertThat(ask("GET /containers/" + id + "/logs?stdout=1").body()).contains("Hello from the demo engine!");
    }

    @Test
    void statistics_stream_until_the_client_leaves() throws IOException {
        try (Wire wire = Wire.to(engine.socket())) {
            wire.send("GET /containers/web/stats HTTP/1.1\r\nHost: d\r\n\r\n").head();
            assertThat(wire.chunk()).contains("\"name\":\"/web\"");
            assertThat(wire.chunk()).contains("\"name\":\"/web\"");
        }
    }

    @Test
    void a_killed_container_ends_its_execs_and_attached_clients() throws IOException {
        String exec = exec("{\"Cmd\":[\"sleep\",\"60\"],\"AttachStdout\":true}");
        try (Wire execWire = Wire.to(engine.socket());
                Wire attached = Wire.to(engine.socket())) {
            open(execWire, "/exec/" + exec + "/start", UPGRADE, "{}");
            open(attached, "/containers/web/attach?stream=1&stdout=1", UPGRADE, "");
            assertThat(ask("POST /containers/web/kill").status()).isEqualTo(204);
            assertThat(execWire.rest()).isEmpty();
            attached.rest();
        }
        assertThat(exitCode(exec)).isEqualTo(137);
        assertThat(ask("POST /exec/" + exec + "/start", "{}").status()).isEqualTo(409);
    }
}
