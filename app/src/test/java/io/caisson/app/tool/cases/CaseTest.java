package io.caisson.app.tool.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.testing.Golden;
import io.caisson.app.tool.PolicyTexts;
import io.caisson.app.tool.policy.Policies;
import io.caisson.core.config.Problem;
import io.caisson.language.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseTest {
    private static final Policies CI = PolicyTexts.policies(PolicyTexts.CI);
    private static final String CASES = """
            - name: a front end may be restarted
              policy: ci
              call: POST /v1.41/containers/web-1/restart?t=5
              objects:
                - container: {id: 0123456789abcdef, name: /web-1, labels: {tier: front}}
              expect: {decision: allow, rule: ContainerRestart}
            - name: a database may not, whatever its name
              principal: {listener: ci, address: "192.0.2.7:1"}
              call: POST /containers/0123/restart
              objects:
                - container: {id: 0123456789abcdef, name: web-db, labels: {tier: db}}
              expect: {decision: deny, reason: operation_denied, rule: default}
            - name: an exec belongs to its container
              call: POST /exec/e1/start
              objects:
                - container: {id: "01", name: web-1}
                - exec: {id: e1, container: "01"}
              body: {Detach: false, Tty: true}
              expect: allow
            - name: images of others are not run
              call: POST /containers/create?name=x
              body: {Image: docker.io/library/alpine, HostConfig: {Memory: 1048576, Privileged: false}}
              expect: deny
            """;

    private static List<Case> read(String text, List<Problem> problems) {
        return switch (YamlTree.read("cases.yaml", text)) {
            case YamlTree.Result.Tree(var root) -> CaseReader.read(root, problems);
            case YamlTree.Result.Malformed(Problem problem) -> throw new AssertionError(problem.text());
        };
    }

    private static List<Verdict> run(String text) {
        List<Problem> problems = new ArrayList<>();
        List<Case> cases = read(text, problems);
        assertThat(problems).isEmpty();
        CaseRunner runner = new CaseRunner(CI);
        return cases.stream().map(runner::run).toList();
    }

    @Test
    void cases_pass_that_say_what_the_policy_says() {
        assertThat(run(CASES))
                .hasSize(4)
                .allSatisfy(verdict -> assertThat(verdict.differences())
                        .as(verdict.of().name())
                        .isEmpty());
    }

    @Test
    void a_failure_says_what_was_expected_what_came_and_why() throws Exception {
        List<Verdict> verdicts = run("""
                - name: everybody may restart databases
                  call: POST /containers/db/restart
                  objects: [{container: {id: "01", name: db, labels: {tier: db}}}]
                  expect: {decision: allow}
                - name: the wrong rule and reason
                  call: POST /containers/prod/stop
                  objects: [{container: {id: "02", name: prod}}]
                  expect: {decision: deny, rule: default, reason: unknown_operation}
                - name: no such policy
                  policy: cd
                  call: GET /info
                  expect: deny
                """);
        assertThat(verdicts).noneMatch(Verdict::passed);
        assertThat(verdicts.get(1).differences()).hasSize(2);
        Map<String, List<Verdict>> files = new LinkedHashMap<>();
        files.put("cases.yaml", verdicts);
        files.put("more.yaml", run(CASES));
        Coverage coverage = new Coverage();
        files.values()
                .forEach(each -> each.forEach(
                        verdict -> coverage.add(verdict, CI.find(verdict.of().policy()))));
        Golden.checkScreen("test.txt", CaseText.of(files, coverage));
    }

    @Test
    void rules_that_decide_no_case_are_named() {
        Coverage coverage = new Coverage();
        run(CASES).forEach(verdict -> coverage.add(verdict, CI.find("ci")));
        assertThat(coverage.rules()).isEqualTo(8);
        assertThat(coverage.gaps())
                .extracting(gap -> gap.rule().rule())
                .contains("SystemPing", "container:view", "ContainerStop when target.name == \"prod\"")
                .doesNotContain("ExecStart");
    }

    @Test
    void what_is_wrong_in_a_file_is_said_with_its_place() {
        List<Problem> problems = new ArrayList<>();
        read("""
                - name: a
                  cal: GET /info
                  expect: maybe
                - name: b
                  call: info
                  objects: [{containr: {}}, {container: {nam: x}}]
                - 7
                """, problems);
        assertThat(problems)
                .extracting(Problem::text)
                .anySatisfy(text -> assertThat(text).startsWith("cases.yaml:2:3: `cal` is no field here; there are "));
        assertThat(problems)
                .extracting(Problem::text)
                .anySatisfy(text -> assertThat(text).startsWith("cases.yaml:3:11: `maybe` is no decision"));
        assertThat(problems)
                .extracting(Problem::text)
                .anySatisfy(text ->
                        assertThat(text).contains("`info` is no call; write it as `POST /containers/web/restart`"));
        assertThat(problems)
                .extracting(Problem::text)
                .anySatisfy(text -> assertThat(text).contains("`containr` is no field here"));
        assertThat(problems)
                .extracting(Problem::text)
                .anySatisfy(text -> assertThat(text).contains("`nam` is no field here"));
        assertThat(problems)
                .extracting(Problem::text)
                .anySatisfy(text -> assertThat(text).startsWith("cases.yaml:7:3: this is no mapping"));
        assertThat(problems)
                .extracting(Problem::text)
                .anySatisfy(text -> assertThat(text).contains("`expect` is missing"));
    }

    @Test
    void the_xml_for_build_servers_holds_every_case_and_escapes_what_it_must() throws Exception {
        List<Verdict> verdicts = run("""
                - name: "a < b & \\"c\\" \\u0001"
                  call: GET /info
                  expect: allow
                - name: fine
                  call: GET /_ping
                  expect: allow
                """);
        String xml = JUnitReport.of(Map.of("cases.yaml", verdicts));
        var document = javax.xml.parsers.DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new org.xml.sax.InputSource(new java.io.StringReader(xml)));
        var cases = document.getElementsByTagName("testcase");
        assertThat(cases.getLength()).isEqualTo(2);
        assertThat(cases.item(0).getAttributes().getNamedItem("name").getNodeValue())
                .isEqualTo("a < b & \"c\" \ufffd");
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
    }
}
