package io.caisson.language.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole outcome for one source of each kind; {@code -Dgolden.write=true} writes the files anew. */
class ImportGoldenTest {
    private static final Path INPUT = Path.of("src/test/import");
    private static final Path GOLDEN = Path.of("src/test/golden/import");

    static Map<String, Imported> all() throws IOException {
        Map<String, Imported> all = new LinkedHashMap<>();
        all.put("tecnativa", PolicyImport.environment(variables("tecnativa.env"), "imported"));
        all.put("linuxserver", PolicyImport.environment(variables("linuxserver.env"), "imported"));
        all.put(
                "acl",
                PolicyImport.acl(
                        List.of("containers", "events", "images"), Optional.of("/run/acl/docker.sock"), "imported"));
        all.put("wollomatic", PolicyImport.wollomatic(lines("wollomatic.args"), Map.of(), "imported"));
        all.put("everything", PolicyImport.wollomatic(lines("everything.args"), Map.of(), "imported"));
        all.put("cetusguard", PolicyImport.cetusguard(source("cetusguard.rules"), true, "imported"));
        all.put("monitoring", PolicyImport.caddyfile(source("monitoring.Caddyfile"), "imported"));
        all.put("handles", PolicyImport.caddyfile(source("handles.Caddyfile"), "imported"));
        all.put("sections", PolicyImport.haproxy(source("sections.haproxy.cfg"), Map.of("VERSION", "1"), "imported"));
        all.put("paths", PolicyImport.paths(source("paths.list"), "imported"));
        return all;
    }

    static List<String> names() throws IOException {
        return List.copyOf(all().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_policy_and_the_report_of_a_source_are_these(String name) throws IOException {
        Imported.Policy policy = (Imported.Policy) all().get(name);
        golden(name + ".yaml", policy.file());
        golden(name + ".txt", policy.report().text());
    }

    static void golden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("run the test with -Dgolden.write=true and review the difference")
                .hasContent(text);
    }

    private static Source source(String name) throws IOException {
        return new Source(name, Files.readString(INPUT.resolve(name)));
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(INPUT.resolve(name));
    }

    private static Map<String, String> variables(String name) throws IOException {
        return lines(name).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
    }
}
