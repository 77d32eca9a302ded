package io.caisson.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.Main;
import io.caisson.app.demo.DemoEngine;
import io.caisson.app.tool.PolicyTexts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The tools as they are typed: where policies come from, what is printed, and the exit codes. */
@Timeout(120)
class ToolCommandsTest {
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    private Path policy;
    private String output = "";

    @BeforeEach
    void policy() throws IOException {
        policy = Files.writeString(folder.resolve("caisson.yaml"), PolicyTexts.CI);
    }

    private int run(String... words) {
        StringWriter out = new StringWriter();
        CommandLine line = CommandLineInterface.commands(environment);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        int exit = line.execute(words);
        output = out.toString();
        return exit;
    }

    @Test
    void explain_says_yes_and_no_by_its_exit_code() {
        assertThat(run("explain", "-c", policy.toString(), "GET", "/containers/json"))
                .as(output)
                .isEqualTo(Main.OK);
        assertThat(output).startsWith("ALLOWED   GET /containers/json\n");
        assertThat(run("explain", "-c", policy.toString(), "GET", "/images/json"))
                .isEqualTo(Main.NO);
        assertThat(output).startsWith("REFUSED   GET /images/json\n").contains("- ImageList");
    }

    @Test
    void explain_takes_the_object_from_an_option_or_from_a_live_engine() throws IOException {
        String[] restart = {"explain", "-c", policy.toString(), "POST", "/containers/web-1/restart"};
        assertThat(run(restart)).isEqualTo(Main.NO);
        assertThat(output).startsWith("DEPENDS");
        assertThat(run("explain", "-c", policy.toString(), "--object=label.tier=front", "POST", restart[4]))
                .as(output)
                .isEqualTo(Main.OK);
        assertThat(run("explain", "-c", policy.toString(), "--object=name=db", "POST", restart[4]))
                .isEqualTo(Main.NO);
        assertThat(run("explain", "-c", policy.toString(), "--object=nam=db", "POST", restart[4]))
                .isEqualTo(Main.BAD_SETTINGS);
        try (DemoEngine engine = DemoEngine.start(folder.resolve("e.sock"))) {
            String[] live = {
                "explain",
                "-c",
                policy.toString(),
                "--engine=unix://" + engine.socket(),
                "POST",
                "/containers/web/restart"
            };
            assertThat(run(live)).isEqualTo(Main.NO);
            assertThat(output).contains("target.name    \"web\"").contains("com.docker.compose.config-hash");
            live[5] = "/containers/nosuch/restart";
            assertThat(run(live)).isEqualTo(Main.NO);
            assertThat(output).contains("target_not_found");
        }
    }

    @Test
    void explain_reads_requests_and_records_from_files() throws IOException {
        Path request = Files.writeString(folder.resolve("request.yaml"), """
                call: POST /containers/create
                body: {Image: registry.example.com/x}
                """);
        assertThat(run("explain", "-c", policy.toString(), "--request=" + request))
                .as(output)
                .isEqualTo(Main.OK);
        Path audit = Files.writeString(folder.resolve("audit.jsonl"), """
                {"time":"2026-11-26T14:50:24.007Z","exchange":"k7-2","listener":"x","client":"unix","method":"POST",\
                "operation":"ContainerKill","target":"/containers/web/kill","decision":"deny","reason":"operation_denied",\
                "policy":"ci","rule":"default","status":403}
                """);
        assertThat(run("explain", "-c", policy.toString(), "--audit=" + audit, "k7-2"))
                .isEqualTo(Main.NO);
        assertThat(output)
                .contains("- ContainerKill")
                .contains("At 2026-11-26T14:50:24.007Z it was refused by rule `default` of policy ci");
        assertThat(run("explain", "-c", policy.toString(), "--audit=" + audit, "k7-3"))
                .isEqualTo(Main.BAD_SETTINGS);
        assertThat(output).contains("no exchange `k7-3`");
    }

    @Test
    void check_ends_with_no_for_a_risk_and_with_2_for_files_that_do_not_hold() throws IOException {
        assertThat(run("check", policy.toString())).isEqualTo(Main.NO);
        assertThat(output).contains(" 1. container-create (root");
        assertThat(run("check", "--level=none", policy.toString())).isEqualTo(Main.OK);
        assertThat(run("check", "--json", policy.toString())).isEqualTo(Main.NO);
        assertThat(output).startsWith("[{\"policy\":\"ci\",\"risk\":\"container-create\",\"level\":\"root\"");
        assertThat(run("check", "--effective", policy.toString())).isEqualTo(Main.OK);
        assertThat(output).contains("\n  ContainerRestart\n    when target.name.startsWith(\"web-\")");
        assertThat(run("check", "--level=high", policy.toString())).isEqualTo(Main.BAD_SETTINGS);
        Files.writeString(policy, "policies: {a: {alow: [ContainerLst]}}\n");
        assertThat(run("check", policy.toString())).isEqualTo(Main.BAD_SETTINGS);
        assertThat(output).contains("caisson.yaml:1:16: ").contains("did you mean `allow`?");
    }

    @Test
    void without_files_the_policy_is_the_one_that_serve_would_have() {
        environment.put("CONTAINERS", "1");
        assertThat(run("explain", "POST", "/containers/x/stop")).isEqualTo(Main.NO);
        assertThat(output).contains("policy    environment").contains("ALLOW_STOP=1");
        environment.put("CAISSON_CONFIG", policy.toString());
        assertThat(run("explain", "GET", "/containers/json")).isEqualTo(Main.OK);
        assertThat(output).contains("policy    ci");
    }

    @Test
    void diff_ends_with_no_only_when_a_call_of_the_past_would_be_refused() throws IOException {
        Path other = Files.writeString(folder.resolve("new.yaml"), "policies: {ci: {allow: [ContainerList]}}\n");
        assertThat(run("diff", policy.toString(), other.toString())).as(output).isEqualTo(Main.OK);
        assertThat(output).contains("no longer allowed");
        String line = "{\"time\":\"t\",\"exchange\":\"a-1\",\"listener\":\"l\",\"client\":\"unix\",\"method\":\"GET\","
                + "\"operation\":\"%s\",\"target\":\"%s\",\"decision\":\"allow\",\"policy\":\"ci\"}\n";
        Path fine = Files.writeString(folder.resolve("a"), line.formatted("ContainerList", "/containers/json"));
        Path lost = Files.writeString(folder.resolve("b"), line.formatted("ContainerTop", "/containers/x/top"));
        assertThat(run("diff", "--replay=" + fine, policy.toString(), other.toString()))
                .isEqualTo(Main.OK);
        assertThat(run("diff", "--replay=" + lost, policy.toString(), other.toString()))
                .isEqualTo(Main.NO);
        assertThat(run("diff", policy.toString(), folder.resolve("none.yaml").toString()))
                .isEqualTo(Main.BAD_SETTINGS);
    }

    @Test
    void test_writes_xml_and_fails_below_the_coverage_that_was_asked_for() throws IOException {
        Path cases = Files.writeString(folder.resolve("cases.yaml"), """
                - {name: ping, call: GET /_ping, expect: allow}
                """);
        Path xml = folder.resolve("report.xml");
        assertThat(run("test", "--junit=" + xml, cases.toString())).as(output).isEqualTo(Main.OK);
        assertThat(xml).content().contains("<testcase classname=\"\" name=\"ping\"");
        assertThat(run("test", "--coverage=50", cases.toString())).isEqualTo(Main.NO);
        assertThat(output).contains("fewer than 50 % of the rules decide a case");
    }
}
