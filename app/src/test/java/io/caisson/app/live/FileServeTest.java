package io.caisson.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.Main;
import io.caisson.app.testing.HeldEngine;
import io.caisson.app.testing.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process with policies from files: who is judged by which, and what becomes of a change while it runs. */
@Timeout(120)
class FileServeTest {
    private static final String LIST = "GET /containers/json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final String NOWHERE = "503 Refused";
    private static final String DENIED = "403 Refused";

    @TempDir
    private Path folder;

    private Path policies;

    @BeforeEach
    void makeFolder() throws IOException {
        policies = Files.createDirectory(folder.resolve("policies"));
        write("listeners.yaml", """
                engine: unix://%1$s/engine.sock
                listeners:
                  one:
                    address: unix://%1$s/one.sock
                    policy: one
                  two:
                    address: unix://%1$s/two.sock
                    policy: two
                """.formatted(folder));
        write("policies.yaml", """
                policies:
                  one:
                    allow: [SystemPing]
                  two:
                    allow: [ContainerList]
                """);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(policies.resolve(name), text);
    }

    private Program serve(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("CAISSON_CONFIG", policies.toString());
        return Program.start(environment, "serve");
    }

    /** Without an engine, so that an allowed call is one whose engine cannot be reached. */
    private String ask(String listener, String request) throws IOException {
        return Program.ask(folder.resolve(listener + ".sock"), request);
    }

    @Test
    void each_listener_has_its_own_policy() throws Exception {
        try (Program program = serve(Map.of("CONTAINERS", "1"))) {
            program.awaitLine("listener one: policy one");
            program.awaitLine("listener two: policy two");
            assertThat(program.awaitLine("CONTAINERS")).contains("not used, as the policies come from files");
            assertThat(ask("one", PING)).contains(NOWHERE);
            assertThat(ask("one", LIST)).contains(DENIED).contains("policy `one`");
            assertThat(ask("two", LIST)).contains(NOWHERE);
            assertThat(ask("two", PING)).contains(DENIED);
            assertThat(program.awaitLine("\"listener\":\"one\""))
                    .contains("\"policy\":\"one\"")
                    .contains("\"revision\":\"");
        }
    }

    @Test
    void puts_changed_files_in_force_and_keeps_streams_that_are_open() throws Exception {
        try (HeldEngine engine = new HeldEngine(folder.resolve("engine.sock"));
                Program program = serve(Map.of())) {
            program.awaitLine("listens on");
            try (SocketChannel open = Program.connect(folder.resolve("two.sock"))) {
                Program.send(open, LIST);
                SocketChannel request = engine.awaitRequest();
                write("policies.yaml", """
                        policies:
                          one:
                            allow: [SystemVersion]
                          two:
                            allow: [SystemVersion]
                        """);
                assertThat(program.awaitLine("policies reloaded"))
                        .contains("revision")
                        .contains(" after ");
                assertThat(ask("one", PING)).contains(DENIED);
                assertThat(ask("two", LIST)).contains(DENIED);
                // What began under the policy before goes on under it.
                Program.send(request, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
                assertThat(Program.receive(open)).startsWith("HTTP/1.1 200").endsWith("[]");
            }
        }
    }

    @Test
    void keeps_the_policies_when_the_files_hold_a_problem_and_says_so() throws Exception {
        try (Program program = serve(Map.of("CAISSON_ADMIN", "127.0.0.1:0"))) {
            String address = program.awaitLine("metrics and readiness on tcp://");
            String admin = "http://" + address.substring(address.indexOf("tcp://") + "tcp://".length());
            assertThat(get(admin + "/health")).contains("\"revision\":\"").doesNotContain("problem");
            write("policies.yaml", "policies:\n  one:\n    alow: [SystemPing]\n  two:\n    allow: [NoSuch]\n");
            program.awaitLine("policies.yaml:3:5");
            program.awaitLine("policies.yaml:5:");
            program.awaitLine("not applied");
            assertThat(ask("one", PING)).contains(NOWHERE);
            assertThat(get(admin + "/health")).contains("\"problem\":\"").contains("policies.yaml:3:5");
            assertThat(get(admin + "/metrics"))
                    .contains("caisson_policy_stale 1")
                    .contains("caisson_policy_reloads_total{result=\"failed\"} 1");
            write("policies.yaml", "policies:\n  one:\n    allow: [ContainerList]\n  two:\n    allow: []\n");
            program.awaitLine("policies reloaded");
            assertThat(ask("one", PING)).contains(DENIED);
            assertThat(get(admin + "/health")).doesNotContain("problem");
            assertThat(get(admin + "/metrics")).contains("caisson_policy_stale 0");
        }
    }

    @Test
    void applies_nothing_of_a_change_of_which_a_part_needs_a_new_start() throws Exception {
        try (Program program = serve(Map.of())) {
            program.awaitLine("listens on");
            write("listeners.yaml", """
                    loops: 7
                    engine: unix://%1$s/other.sock
                    listeners:
                      one: {address: "unix://%1$s/one.sock", policy: two}
                      two: {address: "unix://%1$s/two.sock", policy: two}
                    """.formatted(folder));
            assertThat(program.awaitLine("loops: changed")).contains("new start");
            program.awaitLine("not applied");
            assertThat(ask("one", PING)).contains(NOWHERE);
        }
    }

    @Test
    void opens_and_closes_listeners_and_changes_engines_and_leaves_the_others_alone() throws Exception {
        try (Program program = serve(Map.of());
                SocketChannel kept = open(program)) {
            write("listeners.yaml", """
                    engine: unix://%1$s/engine.sock
                    listeners:
                      one: {address: "unix://%1$s/one.sock", policy: one}
                      three: {address: "unix://%1$s/made/three.sock", policy: one, mode: "0600", make-folder: true}
                    """.formatted(folder));
            program.awaitLine("policies reloaded");
            assertThat(ask("made/three", PING)).contains(NOWHERE);
            assertThat(folder.resolve("two.sock")).doesNotExist();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("made"))))
                    .isEqualTo("rwx------");
            Program.send(kept, PING);
            assertThat(Program.receive(kept)).as("an open connection goes on").contains(NOWHERE);
            try (HeldEngine other = new HeldEngine(folder.resolve("other.sock"))) {
                write("listeners.yaml", """
                        engine: unix://%1$s/other.sock
                        listeners:
                          one: {address: "unix://%1$s/one.sock", policy: one}
                        """.formatted(folder));
                program.awaitLine("policies reloaded");
                assertThat(folder.resolve("made/three.sock")).doesNotExist();
                try (SocketChannel client = Program.connect(folder.resolve("one.sock"))) {
                    Program.send(client, PING);
                    Program.send(other.awaitRequest(), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
                    assertThat(Program.receive(client)).endsWith("OK");
                }
            }
        }
    }

    private SocketChannel open(Program program) throws IOException {
        program.awaitLine("listens on");
        return Program.connect(folder.resolve("one.sock"));
    }

    @Test
    void changes_nothing_when_a_new_listener_cannot_be_opened() throws Exception {
        try (Program program = serve(Map.of())) {
            program.awaitLine("listens on");
            Files.writeString(folder.resolve("file"), "precious");
            write("listeners.yaml", """
                    engine: unix://%1$s/engine.sock
                    listeners:
                      one: {address: "unix://%1$s/one.sock", policy: two}
                      three: {address: "unix://%1$s/three.sock", policy: two}
                      four: {address: "unix://%1$s/file", policy: two}
                    """.formatted(folder));
            program.awaitLine("exists and is no socket");
            program.awaitLine("not applied");
            assertThat(folder.resolve("three.sock")).doesNotExist();
            assertThat(ask("one", PING)).contains(NOWHERE);
            assertThat(folder.resolve("two.sock")).exists();
        }
    }

    @Test
    void reads_the_files_again_at_a_hang_up() throws Exception {
        try (Program program = serve(Map.of())) {
            program.awaitLine("listens on");
            program.signal("HUP");
            program.awaitLine("policies reloaded");
            assertThat(ask("one", PING)).contains(NOWHERE);
        }
    }

    @Test
    void does_not_start_with_files_that_hold_problems_and_shows_all_of_them() throws Exception {
        write("policies.yaml", "policies:\n  one:\n    alow: [SystemPing]\n  two:\n    allow: [NoSuch]\n");
        try (Program program = serve(Map.of())) {
            assertThat(program.exit()).isEqualTo(Main.BAD_SETTINGS);
            assertThat(program.output())
                    .contains("policies.yaml:3:5")
                    .contains("`allow`")
                    .contains("NoSuch");
        }
    }

    @Test
    void does_not_start_without_a_listener_or_with_listeners_named_twice() throws Exception {
        write("listeners.yaml", "engine: unix:///e.sock\n");
        try (Program program = serve(Map.of("CAISSON_LISTEN", "unix:///x.sock"))) {
            assertThat(program.exit()).isEqualTo(Main.BAD_SETTINGS);
            assertThat(program.output())
                    .contains("no listener is named")
                    .contains("CAISSON_LISTEN: is said in the files");
        }
    }

    private static String get(String uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
