package io.caisson.app.tool.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.testing.Golden;
import io.caisson.app.tool.PolicyTexts;
import io.caisson.core.config.Problem;
import io.caisson.core.risk.Finding;
import io.caisson.core.risk.Level;
import io.caisson.language.Loaded;
import io.caisson.language.PolicyFiles;
import io.caisson.language.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RiskReportTest {
    private static RiskReport report(String text) {
        return RiskReport.of(PolicyTexts.policies(text).all());
    }

    private static String policy(String... rules) {
        StringBuilder text = new StringBuilder("policies:\n  p:\n    allow:\n");
        for (String rule : rules) {
            text.append("      - ").append(rule.replace("\n", "\n        ")).append('\n');
        }
        return text.toString();
    }

    private static List<Finding> findings(String... rules) {
        return report(policy(rules)).policies().getFirst().findings();
    }

    /** A rule whose condition demands what the findings of another say would close it. */
    private static String guarded(String operation, List<String> guards) {
        return "operation: " + operation + "\nwhen: >-\n  " + String.join("\n  && ", guards);
    }

    @Test
    void a_person_reads_what_is_open_why_and_what_closes_it() throws Exception {
        RiskReport report = report(PolicyTexts.CI);
        assertThat(report.reaches(Level.ROOT)).isTrue();
        Golden.checkScreen("check.txt", report.text());
    }

    @Test
    void what_closes_a_risk_does_close_it() {
        for (String operation : List.of(
                "ContainerCreate",
                "ServiceCreate",
                "VolumeCreate",
                "ImageBuild",
                "CheckpointCreate",
                "ContainerStart",
                "ContainerAttach",
                "PutContainerArchive",
                "ContainerArchive",
                "ContainerLogs",
                "SystemAuth")) {
            for (Finding finding : findings(operation, "ContainerExec")) {
                if (finding.operation().id().equals(operation)) {
                    assertThat(finding.guards()).as(operation).isNotEmpty();
                    assertThat(findings(guarded(operation, finding.guards())))
                            .as(operation)
                            .noneMatch(other -> other.id().equals(finding.id()) && !other.guarded());
                }
            }
        }
        List<String> exec = findings("ContainerExec", "ExecStart").getFirst().guards();
        assertThat(findings(guarded("ContainerExec", exec), "ExecStart")).allMatch(Finding::guarded);
    }

    @Test
    void a_condition_that_forgets_one_way_leaves_that_way_open() {
        List<String> guards = findings("ContainerCreate").getFirst().guards().stream()
                .filter(guard -> !guard.contains("Binds"))
                .toList();
        assertThat(findings(guarded("ContainerCreate", guards)))
                .extracting(Finding::id)
                .containsExactly("container-host-folder", "container-engine-socket");
    }

    @Test
    void a_way_past_a_condition_is_found_for_the_caller_image_and_object_that_it_wants() {
        List<String> guards = new ArrayList<>(List.of(
                "principal.listener == \"ci\"",
                "body.Image == \"registry.example.com/x\"",
                "!body.HostConfig.Binds.exists(bind, bind == \"/:/host\")"));
        findings("ContainerCreate").getFirst().guards().stream()
                .filter(guard -> !guard.contains("Binds"))
                .forEach(guards::add);
        assertThat(findings(guarded("ContainerCreate", guards)))
                .extracting(Finding::id)
                .containsExactly("container-host-folder", "container-engine-socket");
    }

    @Test
    void exec_is_guarded_for_objects_that_the_condition_names_and_open_where_it_names_those_it_spares() {
        assertThat(exec("target.labels.get(\"tier\", \"\") == \"web\"")).allMatch(Finding::guarded);
        assertThat(exec("target.name.startsWith(\"web-\")")).allMatch(Finding::guarded);
        assertThat(exec("target.name != \"db\"")).extracting(Finding::id).containsExactly("exec-any-container");
    }

    private static List<Finding> exec(String condition) {
        return findings(guarded("ContainerExec", List.of(condition, "!body.Privileged")), "ExecStart");
    }

    @Test
    void an_accepted_risk_does_not_make_the_answer_no() {
        String accepted = policy("ContainerCreate") + "    accepts: [container-create]\n";
        assertThat(report(policy("ContainerCreate")).reaches(Level.ROOT)).isTrue();
        assertThat(report(accepted).reaches(Level.ROOT)).isFalse();
        assertThat(report(accepted).text()).contains(", accepted");
    }

    @Test
    void the_level_says_from_where_on_the_answer_is_no() {
        RiskReport logs = report(policy("ContainerLogs"));
        assertThat(logs.reaches(Level.ROOT)).isFalse();
        assertThat(logs.reaches(Level.STEP)).isFalse();
        assertThat(logs.reaches(Level.SECRET)).isTrue();
    }

    @Test
    void a_way_to_root_must_be_accepted_by_name_before_anything_starts() {
        assertThat(problems(policy("ContainerCreate")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.text())
                        .startsWith("caisson.yaml:3:")
                        .contains("ContainerCreate is as good as root")
                        .contains("accepts: [container-create]"));
        assertThat(problems(policy("ContainerCreate") + "    accepts: [container-create]\n"))
                .isEmpty();
        assertThat(problems(policy("ContainerLogs", "ImageLoad"))).isEmpty();
    }

    @Test
    void an_accepted_name_that_is_no_risk_is_a_problem() {
        assertThat(problems(policy("ContainerList") + "    accepts: [container-creat]\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.suggestion()).isEqualTo("container-create"));
    }

    private static List<Problem> problems(String text) {
        Loaded loaded = PolicyFiles.compile(Map.of("caisson.yaml", text), Map.of());
        Snapshot snapshot = ((Loaded.Valid) loaded).snapshot();
        return Acceptance.problems(snapshot.file().policies(), snapshot.policies());
    }
}
