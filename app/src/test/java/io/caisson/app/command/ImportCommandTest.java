package io.caisson.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = CommandLineInterface.commands(Map.of());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void the_policy_goes_to_standard_output_and_the_report_to_standard_error() {
        assertThat(run("import", "environment", "CONTAINERS=1", "ALLOW_LOGS=0")).isEqualTo(Main.OK);
        assertThat(out.toString()).startsWith("# made by `caisson import`").contains("- ContainerList");
        assertThat(err.toString()).startsWith("From variables of docker-socket-proxy: the policy `imported` allows ");
    }

    @Test
    void ways_to_root_are_named_and_left_to_be_accepted() {
        assertThat(run("import", "environment", "CONTAINERS=1", "POST=1")).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("    # accepts: [container-create, ");
        assertThat(err.toString()).contains("As good as root on the host: container-create, ");
    }

    @Test
    void the_arguments_of_docker_proxy_acl_are_read_in_all_their_spellings() {
        for (String[] arguments : new String[][] {
            {"import", "--policy", "p", "acl", "-a", "containers", "-a", "events", "-filename", "/run/x.sock"},
            {"import", "--policy=p", "acl", "-a=containers", "--a", "events", "--filename=/run/x.sock"},
            {"import", "--policy=p", "acl", "-a", "containers,events"}
        }) {
            assertThat(run(arguments)).isEqualTo(Main.NO);
            assertThat(out.toString())
                    .contains("  p:\n")
                    .contains("- ContainerInspect")
                    .contains("- SystemEvents");
        }
    }

    @Test
    void flags_of_socket_proxy_are_read_from_arguments_variables_and_files() throws IOException {
        Path file = Files.writeString(folder.resolve("flags"), "# for the agent\n-allowGET=/info\n");
        assertThat(run("import", "wollomatic", "-allowGET=/version", "-allowHEAD", "/_ping", "SP_ALLOW_POST=/auth"))
                .isEqualTo(Main.OK);
        assertThat(out.toString())
                .contains("- SystemVersion")
                .contains("- SystemPingHead")
                .contains("- SystemAuth");
        assertThat(run("import", "wollomatic", file.toString())).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("- SystemInfo");
        assertThat(run("import", "wollomatic", "socket-proxy.allow.get=/version"))
                .isEqualTo(Main.NO);
        assertThat(out.toString()).contains("- SystemVersion");
    }

    @Test
    void the_policy_goes_to_a_file_that_is_not_there_yet() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.list"), "GET %API_PREFIX_EVENTS%\n");
        Path policy = folder.resolve("policy.yaml");
        assertThat(run("import", "-o", policy.toString(), "cetusguard", rules.toString(), "-no-builtin-rules"))
                .isEqualTo(Main.OK);
        assertThat(Files.readString(policy)).endsWith("    allow:\n      - SystemEvents\n");
        assertThat(out.toString()).isEmpty();
        assertThat(run("import", "-o", policy.toString(), "cetusguard", rules.toString()))
                .isNotEqualTo(Main.OK);
        assertThat(Files.readString(policy)).endsWith("    allow:\n      - SystemEvents\n");
    }

    @Test
    void something_that_could_not_be_said_makes_the_exit_code_1() throws IOException {
        Path list = Files.writeString(folder.resolve("list"), "GET /info\nGET /nowhere\n");
        assertThat(run("import", "paths", list.toString())).isEqualTo(Main.NO);
        assertThat(err.toString()).contains("Could not be said:").contains("`GET /nowhere`");
    }

    @Test
    void what_cannot_be_read_makes_it_2() throws IOException {
        Path file = Files.writeString(folder.resolve("Caddyfile"), ":80 {\n");
        assertThat(run("import", "caddyfile", file.toString())).isEqualTo(Main.BAD_SETTINGS);
        assertThat(err.toString()).isEqualTo("caisson: " + file + ":1:1: a block does not end\n");
        assertThat(run("import", "nothing")).isEqualTo(Main.BAD_SETTINGS);
        assertThat(err.toString()).contains("KIND").contains("cetusguard");
    }
}
