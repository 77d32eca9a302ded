package io.caisson.app.tool.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.tool.check.Acceptance;
import io.caisson.core.config.Problem;
import io.caisson.language.Loaded;
import io.caisson.language.PolicyFiles;
import io.caisson.language.Snapshot;
import io.caisson.language.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies that come with the program, as examples and in guides, hold and start; every preset has its refusals. */
class ShippedPoliciesTest {
    private static final Path TOP = Path.of("..");
    private static final Path PRESETS = TOP.resolve("language/src/test/cases/presets");

    static List<Path> presets() throws IOException {
        try (Stream<Path> files = Files.list(PRESETS)) {
            return files.sorted().toList();
        }
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(TOP.resolve("examples"))) {
            return files.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void every_preset_has_cases_of_what_it_refuses_beside_those_of_what_it_allows(Path file) throws IOException {
        assertThat(cases(file))
                .extracting(each -> each.expected().allowed())
                .contains(true)
                .filteredOn(allowed -> !allowed)
                .hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_starts_and_has_cases(Path folder) throws IOException {
        assertThat(folder).isDirectoryContaining("glob:**/{README.md,compose.yaml}");
        String policy = Files.readString(folder.resolve("caisson.yaml"));
        Snapshot snapshot = snapshot(policy);
        assertThat(Acceptance.problems(snapshot.file().policies(), snapshot.policies()))
                .isEmpty();
        assertThat(cases(folder.resolve("cases.yaml"))).hasSizeGreaterThan(1);
        assertThat(YamlTree.read("compose.yaml", Files.readString(folder.resolve("compose.yaml"))))
                .isInstanceOf(YamlTree.Result.Tree.class);
    }

    @Test
    void every_policy_in_a_guide_holds_and_starts() throws IOException {
        Pattern block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
        List<String> policies = new ArrayList<>();
        try (Stream<Path> guides = Files.list(TOP.resolve("docs/guides"))) {
            for (Path guide : guides.toList()) {
                block.matcher(Files.readString(guide))
                        .results()
                        .map(match -> match.group(1))
                        .filter(text -> text.startsWith("policies:") || text.contains("\npolicies:"))
                        .forEach(policies::add);
            }
        }
        assertThat(policies).hasSizeGreaterThan(5);
        for (String policy : policies) {
            Snapshot snapshot = snapshot(policy);
            assertThat(Acceptance.problems(snapshot.file().policies(), snapshot.policies()))
                    .as(policy)
                    .isEmpty();
        }
    }

    private static Snapshot snapshot(String text) {
        return switch (PolicyFiles.compile(Map.of("policy.yaml", text), Map.of())) {
            case Loaded.Valid(var snapshot) -> snapshot;
            case Loaded.Invalid(var problems) ->
                throw new AssertionError(problems.stream().map(Problem::text).toList() + "\n" + text);
        };
    }

    private static List<Case> cases(Path file) throws IOException {
        List<Problem> problems = new ArrayList<>();
        YamlTree.Result.Tree tree = (YamlTree.Result.Tree) YamlTree.read(file.toString(), Files.readString(file));
        List<Case> cases = CaseReader.read(tree.root(), problems);
        assertThat(problems).extracting(Problem::text).isEmpty();
        assertThat(cases).isNotEmpty();
        return cases;
    }
}
