package io.caisson.app.tool.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.command.CommandLineInterface;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The case files of this repository pass, by the command that users have. */
@Timeout(120)
class CaseFilesTest {
    private static final Path PRESETS = Path.of("../language/src/test/cases/presets");
    private static final Path EXAMPLES = Path.of("../examples");

    @TempDir
    private Path folder;

    private static String run(int exit, List<Path> files) {
        StringWriter out = new StringWriter();
        CommandLine line = CommandLineInterface.commands(Map.of());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        List<String> words = new ArrayList<>(List.of("test"));
        files.forEach(file -> words.add(file.toString()));
        assertThat(line.execute(words.toArray(String[]::new)))
                .as(() -> out.toString())
                .isEqualTo(exit);
        return out.toString();
    }

    private static List<Path> find(Path folder, String name) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> file.toString().endsWith(name)).sorted().toList();
        }
    }

    @Test
    void those_of_the_presets_pass() throws IOException {
        List<Path> files = find(PRESETS, ".yaml");
        assertThat(files).hasSizeGreaterThan(30);
        assertThat(run(0, files)).contains(" 0 failed.");
    }

    @Test
    void those_of_the_examples_pass() throws IOException {
        List<Path> files = find(EXAMPLES, "cases.yaml");
        assertThat(files).hasSizeGreaterThan(5);
        assertThat(run(0, files)).contains(" 0 failed.");
    }

    @Test
    void a_case_that_expects_too_much_fails_with_its_own_exit_code() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), """
                - name: traefik may stop containers
                  policy: traefik
                  call: POST /containers/x/stop
                  expect: allow
                """);
        assertThat(run(1, List.of(wrong))).contains("expected allow, but the policy says deny");
        Path none = Files.writeString(folder.resolve("none.yaml"), "cases: []\n");
        assertThat(run(2, List.of(none))).contains("a case file is a list");
    }
}
