package io.caisson.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.testing.HeldEngine;
import io.caisson.app.testing.Program;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of the process: start, stop, and what goes wrong at either. */
@Timeout(120)
class ServeTest {
    private static final String LIST = "GET /containers/json HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String EVENTS = "GET /events HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    @TempDir
    private Path folder;

    private Path socket() {
        return folder.resolve("caisson.sock");
    }

    private Path engineSocket() {
        return folder.resolve("engine.sock");
    }

    private Program serve() throws IOException {
        return serve(Map.of());
    }

    private Program serve(Map<String, String> more) throws IOException {
        Map<String, String> environment = new java.util.HashMap<>(Map.of(
                "CAISSON_LISTEN",
                "unix://" + socket(),
                "CAISSON_ENGINE",
                "unix://" + engineSocket(),
                "CONTAINERS",
                "1"));
        environment.putAll(more);
        return Program.start(environment, "serve");
    }

    @Test
    void says_where_it_listens_and_what_is_open_and_what_is_wrong_with_the_engine() throws Exception {
        try (Program program = serve()) {
            assertThat(program.awaitLine("listens on"))
                    .contains("unix://" + socket())
                    .contains("in front of unix://" + engineSocket());
            assertThat(program.awaitLine("open: ")).contains("CONTAINERS=1");
            assertThat(program.awaitLine("warning: the engine's socket"))
                    .contains("`" + engineSocket() + "` is not there")
                    .contains("SOCKET_PATH");
        }
    }

    @Test
    void warns_in_one_line_of_plain_tcp_beyond_loopback() throws Exception {
        try (Program program = serve(Map.of("CAISSON_LISTEN", "tcp://0.0.0.0:0"))) {
            assertThat(program.awaitLine("warning: tcp://0.0.0.0:0")).contains("without TLS");
        }
    }

    @Test
    void lets_a_finite_request_finish_and_then_ends_with_0() throws Exception {
        try (HeldEngine engine = new HeldEngine(engineSocket());
                Program program = serve()) {
            program.awaitLine("listens on");
            try (SocketChannel client = Program.connect(socket())) {
                Program.send(client, LIST);
                SocketChannel request = engine.awaitRequest();
                program.terminate();
                awaitGone(socket());
                Program.send(request, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
                assertThat(Program.receive(client)).startsWith("HTTP/1.1 200").endsWith("[]");
            }
            assertThat(program.exit()).isZero();
            assertThat(program.output()).contains("\"status\":200");
        }
    }

    @Test
    void ends_streams_and_requests_that_do_not_finish_within_the_bound() throws Exception {
        try (HeldEngine engine = new HeldEngine(engineSocket());
                Program program = serve(Map.of("CAISSON_STOP_WAIT", "700ms"))) {
            program.awaitLine("listens on");
            try (SocketChannel stream = Program.connect(socket());
                    SocketChannel finite = Program.connect(socket())) {
                Program.send(stream, EVENTS);
                SocketChannel events = engine.awaitRequest();
                Program.send(events, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
                assertThat(Program.receive(stream)).startsWith("HTTP/1.1 200");
                Program.send(finite, LIST);
                SocketChannel held = engine.awaitRequest();
                assertThat(held.isOpen()).isTrue();
                long start = System.nanoTime();
                program.terminate();
                assertThat(program.exit()).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofMillis(500), Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void refuses_a_socket_that_another_process_listens_on() throws Exception {
        try (Program first = serve()) {
            first.awaitLine("listens on");
            try (Program second = serve()) {
                assertThat(second.exit()).isEqualTo(Main.FAULT);
                assertThat(second.output())
                        .contains("another process listens on `" + socket() + "`")
                        .contains("stop it or choose another path");
            }
            assertThat(Program.ask(socket(), PING)).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void replaces_a_socket_that_a_killed_process_left_behind() throws Exception {
        try (Program first = serve()) {
            first.awaitLine("listens on");
            first.kill();
        }
        assertThat(socket()).exists();
        try (Program second = serve()) {
            second.awaitLine("listens on");
            assertThat(Program.ask(socket(), PING)).startsWith("HTTP/1.1 503");
            second.terminate();
            assertThat(second.exit()).isZero();
        }
        assertThat(socket()).doesNotExist();
    }

    @Test
    void names_everything_that_is_wrong_with_the_settings_at_once() throws Exception {
        try (Program program = serve(Map.of("CAISSON_LISTEN", "2375", "LOG_LEVEL", "loud", "CAISSON_LISTNE", "x"))) {
            assertThat(program.exit()).isEqualTo(Main.BAD_SETTINGS);
            assertThat(program.output().lines())
                    .hasSize(3)
                    .anyMatch(line -> line.startsWith("caisson: CAISSON_LISTEN: `2375` ") && line.contains("write"))
                    .anyMatch(line -> line.startsWith("caisson: LOG_LEVEL: `loud` ") && line.contains("write"))
                    .anyMatch(line -> line.startsWith("caisson: CAISSON_LISTNE: ")
                            && line.endsWith("did you mean `CAISSON_LISTEN`?"));
        }
    }

    @Test
    void an_option_stands_above_its_variable_and_problems_bear_its_name() throws Exception {
        Path other = folder.resolve("other.sock");
        try (Program program = Program.start(
                Map.of("CAISSON_LISTEN", "unix://" + socket(), "SOCKET_PATH", "/nowhere"),
                "serve",
                "--listen",
                "unix://" + other,
                "--engine",
                "unix://" + engineSocket())) {
            assertThat(program.awaitLine("listens on"))
                    .contains("unix://" + other + " ")
                    .endsWith("in front of unix://" + engineSocket());
        }
        try (Program program = Program.start(Map.of(), "serve", "--loops", "none")) {
            assertThat(program.exit()).isEqualTo(Main.BAD_SETTINGS);
            assertThat(program.output()).startsWith("caisson: --loops: `none` ");
        }
    }

    @Test
    void a_plain_start_loads_nothing_that_it_does_not_use() throws Exception {
        try (HeldEngine engine = new HeldEngine(engineSocket());
                Program program = Program.start(
                        List.of("-Xlog:class+load:file=" + folder.resolve("classes")),
                        Map.of("CAISSON_LISTEN", "unix://" + socket(), "CAISSON_ENGINE", "unix://" + engineSocket()),
                        "serve")) {
            program.awaitLine("listens on");
            try (SocketChannel client = Program.connect(socket())) {
                Program.send(client, PING);
                Program.send(engine.awaitRequest(), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
                assertThat(Program.receive(client)).startsWith("HTTP/1.1 200");
            }
            program.terminate();
            assertThat(program.exit()).isZero();
        }
        List<String> classes = Files.readAllLines(folder.resolve("classes")).stream()
                .map(line -> line.replaceFirst("^(\\[[^]]*\\])* *", ""))
                .toList();
        assertThat(classes).anyMatch(name -> name.startsWith("io.caisson.server.proxy.Exchange "));
        for (String unused : List.of(
                "picocli.",
                "tools.jackson.",
                "io.caisson.server.admin.AdminServer",
                "io.caisson.server.telemetry.Exposition",
                "io.caisson.app.demo.")) {
            assertThat(classes).as(unused).noneMatch(name -> name.startsWith(unused));
        }
        // A switch on types makes its code at run time, which costs milliseconds of every start.
        assertThat(classes).noneMatch(name -> name.contains("$$TypeSwitch"));
    }

    private static void awaitGone(Path path) throws InterruptedException {
        while (Files.exists(path)) {
            Thread.sleep(10);
        }
    }
}
