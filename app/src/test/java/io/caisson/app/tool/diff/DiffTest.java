package io.caisson.app.tool.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.testing.Golden;
import io.caisson.app.tool.PolicyTexts;
import io.caisson.app.tool.audit.AuditFile;
import io.caisson.app.tool.policy.Policies;
import io.caisson.core.docker.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTest {
    private static final String NEW = """
            policies:
              ci:
                mode: shadow
                allow:
                  - SystemPing
                  - container:view
                  - ContainerStop
                  - ContainerRestart
                  - image:view
                  - operation: ContainerLogs
                    when: call.query.follow
                  - operation: ContainerCreate
                    when: body.Image.startsWith("registry.example.com/team/")
              watch:
                allow: ["*:view"]
            """;

    @TempDir
    private Path folder;

    @Test
    void gains_and_losses_are_told_in_words() throws Exception {
        List<PolicyDiff> diffs = PolicyDiff.between(PolicyTexts.policies(PolicyTexts.CI), PolicyTexts.policies(NEW));
        assertThat(diffs).extracting(PolicyDiff::name).containsExactly("ci", "watch");
        PolicyDiff ci = diffs.getFirst();
        assertThat(of(ci, Change.Kind.WIDENED)).contains(Operation.ContainerStop, Operation.ContainerRestart);
        assertThat(of(ci, Change.Kind.ALTERED)).containsExactly(Operation.ContainerCreate);
        assertThat(of(ci, Change.Kind.LOST)).containsExactly(Operation.ContainerExec, Operation.ExecStart);
        assertThat(of(ci, Change.Kind.GAINED)).contains(Operation.ContainerLogs, Operation.ImageList);
        Golden.checkScreen("diff.txt", DiffText.of(diffs));
    }

    private static List<Operation> of(PolicyDiff diff, Change.Kind kind) {
        return diff.changes().stream()
                .filter(change -> change.kind() == kind)
                .flatMap(change -> change.operations().stream())
                .toList();
    }

    @Test
    void the_same_policy_in_other_words_is_no_difference() {
        Policies one = PolicyTexts.policies("policies: {a: {allow: [\"network:view\", ContainerList]}}");
        Policies other = PolicyTexts.policies(
                "policies: {b: {allow: [ContainerList, NetworkList, NetworkListSlash, NetworkInspect]}}");
        assertThat(PolicyDiff.between(one, other).getFirst().changes()).isEmpty();
    }

    @Test
    void calls_of_the_past_are_judged_anew() throws Exception {
        Path audit = Files.writeString(
                folder.resolve("audit.jsonl"),
                String.join(
                        "\n",
                        line(1, "POST", "ContainerStop", "/containers/web/stop", "allow"),
                        line(2, "POST", "ContainerStop", "/containers/prod/stop", "deny"),
                        line(3, "POST", "ContainerExec", "/containers/web/exec", "allow"),
                        line(4, "POST", "ContainerExec", "/containers/db/exec", "allow"),
                        line(5, "GET", "ContainerLogs", "/containers/db/logs?follow=1", "deny"),
                        line(6, "GET", "ContainerLogs", "/containers/db/logs?stdout=1", "deny"),
                        line(7, "POST", "ContainerCreate", "/containers/create", "allow"),
                        line(8, "GET", "ContainerList", "/containers/json", "allow"),
                        "no line"));
        Replay replay = new Replay(PolicyTexts.policies(PolicyTexts.CI), PolicyTexts.policies(NEW));
        replay.run(new AuditFile(audit));
        assertThat(replay.calls()).isEqualTo(8);
        assertThat(replay.count(Replay.Outcome.REFUSED)).isEqualTo(2);
        assertThat(replay.count(Replay.Outcome.ALLOWED)).isEqualTo(2);
        assertThat(replay.count(Replay.Outcome.UNKNOWN)).isEqualTo(1);
        assertThat(replay.unchanged()).isEqualTo(3);
        assertThat(replay.foreign()).isEqualTo(1);
        Golden.checkScreen("replay.txt", DiffText.of(replay));
    }

    @Test
    void the_same_condition_on_what_records_do_not_hold_is_no_change() throws Exception {
        Path audit = Files.writeString(
                folder.resolve("audit.jsonl"), line(1, "POST", "ContainerCreate", "/containers/create", "allow"));
        Policies same = PolicyTexts.policies(PolicyTexts.CI);
        Replay replay = new Replay(same, same);
        replay.run(new AuditFile(audit));
        assertThat(replay.unchanged()).isEqualTo(1);
    }

    private static String line(int number, String method, String operation, String target, String decision) {
        return "{\"time\":\"2026-11-26T14:50:24.00" + number + "Z\",\"exchange\":\"k7m2qa-" + number
                + "\",\"listener\":\"unix:///run/ci.sock\",\"client\":\"unix\",\"method\":\"" + method
                + "\",\"operation\":\"" + operation + "\",\"target\":\"" + target + "\",\"decision\":\"" + decision
                + "\",\"policy\":\"ci\",\"rule\":\"x\"}";
    }
}
