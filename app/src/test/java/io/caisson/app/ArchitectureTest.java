package io.caisson.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say of the structure holds: arrows point inward, files stay small, and the tests they name exist. */
class ArchitectureTest {
    private static final int FILE_LINES_MAX = 400;
    private static final Path TOP = Path.of("..");
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.caisson");

    /** Of each package in the core, the others that it may know. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "reason", List.of(),
            "identity", List.of(),
            "http", List.of("reason"),
            "docker", List.of("http", "reason"),
            "inspect", List.of("docker", "http", "reason"),
            "policy", List.of("docker", "http", "identity", "inspect", "reason"),
            "audit", List.of("docker", "http", "identity", "policy", "reason"),
            "config", List.of("docker", "http", "identity", "inspect", "policy", "reason", "risk"),
            "risk", List.of("docker", "http", "identity", "inspect", "policy"));

    @Test
    void the_core_knows_neither_the_server_nor_the_program_and_the_server_not_the_program() {
        never("io.caisson.core..", "io.caisson.language..", "io.caisson.server..", "io.caisson.app..");
        never("io.caisson.language..", "io.caisson.server..", "io.caisson.app..");
        never("io.caisson.server..", "io.caisson.language..", "io.caisson.app..");
    }

    @Test
    void arrows_inside_the_core_point_inward() {
        ARROWS.forEach((name, known) -> {
            String[] others = ARROWS.keySet().stream()
                    .filter(other -> !other.equals(name) && !known.contains(other))
                    .map(other -> "io.caisson.core." + other + "..")
                    .toArray(String[]::new);
            if (others.length > 0) {
                never("io.caisson.core." + name + "..", others);
            }
        });
        assertThat(PRODUCT.stream()
                        .map(type -> type.getPackageName())
                        .filter(name -> name.startsWith("io.caisson.core."))
                        .map(name -> name.split("\\.")[3])
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
    }

    @Test
    void the_core_has_no_sockets_files_threads_or_logging() {
        never("io.caisson.core..", "java.nio.channels..", "java.nio.file..", "java.net..", "java.util.concurrent..");
    }

    @Test
    void no_source_file_is_longer_than_its_ceiling() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            if (Files.readAllLines(file).size() > FILE_LINES_MAX) {
                tooLong.add(file.toString());
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void every_test_that_the_threat_model_names_exists() throws IOException {
        TreeSet<String> known = new TreeSet<>();
        for (Path file : sources()) {
            known.add(file.getFileName().toString().replace(".java", ""));
        }
        List<String> named = Pattern.compile("`(?:\\w+/)?(\\w+Test)`")
                .matcher(Files.readString(TOP.resolve("SECURITY.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(8);
        assertThat(known).containsAll(named);
    }

    private static List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : List.of("core", "language", "server", "app", "conformance", "bench")) {
            try (Stream<Path> tree = Files.walk(TOP.resolve(module).resolve("src"))) {
                files.addAll(
                        tree.filter(file -> file.toString().endsWith(".java")).toList());
            }
        }
        return files;
    }

    private static void never(String from, String... to) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .check(PRODUCT);
    }
}
