package io.caisson.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.Main;
import io.caisson.app.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CommandLineInterfaceTest {
    @TempDir
    private Path folder;

    @Test
    void without_a_command_it_shows_the_help() throws Exception {
        expect(Main.OK, "Usage: caisson ");
        expect(Main.OK, "Usage: caisson serve ", "serve", "--help");
        expect(Main.OK, "Usage: caisson acl ", "help", "acl");
    }

    @Test
    void the_version_names_itself_and_its_runtime() throws Exception {
        expect(Main.OK, "caisson ", "version");
        expect(Main.OK, "caisson ", "--version");
        try (Program version = Program.start(Map.of(), "version")) {
            version.exit();
            assertThat(version.output()).matches("caisson [0-9][^ ]* \\(Java 25.*\\)");
        }
    }

    @Test
    void what_is_no_command_or_option_is_refused_with_a_suggestion() throws Exception {
        try (Program program = Program.start(Map.of(), "sevre")) {
            assertThat(program.exit()).isEqualTo(Main.BAD_SETTINGS);
            assertThat(program.output()).contains("'sevre'").contains("Did you mean: caisson serve");
        }
        try (Program program = Program.start(Map.of(), "serve", "--listne", "x")) {
            assertThat(program.exit()).isEqualTo(Main.BAD_SETTINGS);
            assertThat(program.output()).contains("--listne").contains("--listen");
        }
    }

    @Test
    void acl_takes_the_options_of_docker_proxy_acl_in_all_its_spellings() throws Exception {
        Path socket = folder.resolve("acl.sock");
        Map<String, String> environment =
                Map.of("SOCKET_PATH", folder.resolve("engine.sock").toString());
        for (String[] arguments : new String[][] {
            {"acl", "-a", "containers", "-a", "networks", "-filename", socket.toString()},
            {"acl", "-a", "containers", "networks", "--filename", socket.toString()},
            {"acl", "-filename=" + socket, "-a=containers", "--a", "networks"}
        }) {
            try (Program acl = Program.start(environment, arguments)) {
                acl.awaitLine("listens on unix://" + socket);
                assertThat(Program.ask(socket, "GET /containers/json HTTP/1.0\r\n\r\n"))
                        .startsWith("HTTP/1.1 503");
                assertThat(Program.ask(socket, "GET /networks HTTP/1.0\r\n\r\n"))
                        .startsWith("HTTP/1.1 503");
                assertThat(Program.ask(socket, "GET /images/json HTTP/1.0\r\n\r\n"))
                        .startsWith("HTTP/1.1 404")
                        .endsWith("404 page not found\n");
                assertThat(Program.ask(socket, "POST /networks HTTP/1.0\r\n\r\n"))
                        .endsWith("400 Bad request ; only GET allowed.\n");
                acl.terminate();
                assertThat(acl.exit()).isZero();
            }
        }
    }

    @Test
    void acl_makes_its_default_folder_and_refuses_one_that_is_no_folder_of_its_own() throws Exception {
        Path standard = folder.resolve("docker-proxy-acl");
        Map<String, String> environment = Map.of("TMPDIR", folder.toString());
        try (Program acl = Program.start(environment, "acl", "-a", "ping")) {
            acl.awaitLine("listens on unix://" + standard.resolve("docker.sock"));
            acl.terminate();
            assertThat(acl.exit()).isZero();
        }
        Files.delete(standard);
        Files.createSymbolicLink(standard, Files.createDirectory(folder.resolve("elsewhere")));
        try (Program acl = Program.start(environment, "acl", "-a", "ping")) {
            assertThat(acl.exit()).isEqualTo(Main.BAD_SETTINGS);
            assertThat(acl.output()).startsWith("caisson: -filename: the default folder `" + standard + "` ");
        }
    }

    @Test
    void acl_without_names_says_which_there_are() throws Exception {
        expect(Main.BAD_SETTINGS, "Need at least 1 argument for -a: [containers, ", "acl");
    }

    private static void expect(int exit, String beginning, String... arguments) throws Exception {
        try (Program program = Program.start(Map.of(), arguments)) {
            assertThat(program.exit()).as(program.output()).isEqualTo(exit);
            assertThat(program.output()).startsWith(beginning);
        }
    }
}
