package io.caisson.language.cel;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Needs;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Question;
import io.caisson.core.policy.Trace;
import io.caisson.core.reason.Reason;
import io.caisson.language.Policies;
import io.caisson.language.Questions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions as policies have them: what holds, what does not, and what cannot be told. */
class ConditionsTest {
    private static Policy allowing(String operation, String condition) {
        return Policies.policy("policies:\n  p:\n    allow:\n      - operation: " + operation + "\n        when: |\n"
                + condition.indent(10));
    }

    private static String decided(Policy policy, Question question) {
        return switch (policy.decide(question)) {
            case Decision.Allow allow -> "allow";
            case Decision.Deny deny -> deny.reason().code();
            case Decision.Conditional conditional -> "conditional";
            case Decision.Asks asks -> "asks";
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "ContainerCreate ~ body.HostConfig.Memory <= 2GiB         ~ {\"HostConfig\":{\"Memory\":2147483648}} ~"
                        + " allow",
                "ContainerCreate ~ body.HostConfig.Memory <= 2GiB         ~ {\"HostConfig\":{\"Memory\":2147483649}} ~"
                        + " operation_denied",
                "ContainerCreate ~ has(body.HostConfig.Memory)            ~ {\"HostConfig\":{}} ~ operation_denied",
                "ContainerCreate ~ has(body.HostConfig.Memory)            ~ {\"HostConfig\":{\"Memory\":0}} ~ allow",
                "ContainerCreate ~ !body.HostConfig.Privileged            ~ {\"Image\":\"a\"} ~ allow",
                "ContainerCreate ~ !body.HostConfig.Privileged            ~ {\"HostConfig\":{\"Privileged\":true}} ~"
                        + " operation_denied",
                "ContainerCreate ~ body.HostConfig.Binds.all(b, b.startsWith(\"/srv/\")) ~"
                        + " {\"HostConfig\":{\"Binds\":[\"/srv/a:/a\"]}} ~ allow",
                "ContainerCreate ~ body.HostConfig.Binds.all(b, b.startsWith(\"/srv/\")) ~"
                        + " {\"HostConfig\":{\"Binds\":[\"/:/a\"]}} ~ operation_denied",
                "ContainerCreate ~ body.HostConfig.Mounts.all(m, m.Type != \"bind\" || m.ReadOnly) ~"
                        + " {\"HostConfig\":{\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/\"}]}} ~ operation_denied",
                "ContainerCreate ~ body.HostConfig.Mounts.all(m, m.Type != \"bind\" || m.ReadOnly) ~"
                        + " {\"HostConfig\":{\"Mounts\":[{\"Type\":\"bind\",\"ReadOnly\":true}]}} ~ allow",
                "ContainerCreate ~ body.HostConfig.PortBindings.all(p, body.HostConfig.PortBindings[p].all(b, b.HostIp"
                        + " == \"127.0.0.1\")) ~"
                        + " {\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"127.0.0.1\"}]}}} ~ allow",
                "ContainerCreate ~ body.HostConfig.PortBindings.all(p, body.HostConfig.PortBindings[p].all(b, b.HostIp"
                        + " == \"127.0.0.1\")) ~ {\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[{}]}}} ~ operation_denied",
                "ContainerCreate ~ body.Cmd == [\"sh\"]                   ~ {\"Cmd\":\"sh\"} ~ allow",
                "ContainerCreate ~ call.unknownFields.size() == 0         ~ {\"New\":1} ~ operation_denied",
                "ContainerCreate ~ call.unknownFields.size() == 0         ~ {\"Image\":\"a\"} ~ allow",
                "ContainerCreate ~ body.Labels[\"a\"] == \"b\"            ~ {\"Labels\":{\"a\":\"b\"}} ~ allow",
                "ContainerCreate ~ body.Labels[\"a\"] == \"b\"            ~ {\"Labels\":{}} ~ condition_failed",
                "ContainerCreate ~ body.Labels.get(\"a\", \"\") == \"\"   ~ {\"Labels\":{}} ~ allow",
                "ContainerCreate ~ body.Image.matches(\"^nginx:[0-9.]+$\") ~ {\"Image\":\"nginx:1.27\"} ~ allow",
                "ContainerCreate ~ body.Healthcheck.Interval >= 1s        ~ {\"Healthcheck\":{\"Interval\":999999999}}"
                        + " ~ operation_denied",
                "ContainerCreate ~ body.Healthcheck.Interval >= 1s        ~"
                        + " {\"Healthcheck\":{\"Interval\":1000000000}} ~ allow",
                "PluginSet       ~ body.all(s, s.startsWith(\"A=\"))       ~ [\"A=1\"] ~ allow",
                "PluginSet       ~ body.all(s, s.startsWith(\"A=\"))       ~ [\"B=1\"] ~ operation_denied",
                "ContainerCreate ~ 1 / body.HostConfig.Memory == 1        ~ {} ~ condition_failed",
            })
    void a_condition_on_the_body(String operation, String condition, String body, String expected) {
        Policy policy = allowing(operation, condition);
        assertThat(policy.decide(Operation.byId(operation).orElseThrow()))
                .isInstanceOfSatisfying(
                        Decision.Conditional.class,
                        conditional -> assertThat(conditional.needs()).isEqualTo(new Needs(true, false)));
        assertThat(decided(policy, Questions.withBody(operation, body))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "GET /containers/a/logs?follow=1        ~ !call.query.follow                ~ operation_denied",
                "GET /containers/a/logs?follow=no       ~ !call.query.follow                ~ allow",
                "GET /containers/a/logs?follow=off      ~ !call.query.follow                ~ operation_denied",
                "GET /containers/a/logs                 ~ !call.query.follow                ~ allow",
                "GET /containers/a/logs                 ~ has(call.query.follow)            ~ operation_denied",
                "GET /containers/a/logs?since=17.000000001 ~ call.query.since == 17         ~ allow",
                "GET /containers/a/stats                ~ call.query.stream                 ~ allow",
                "GET /containers/a/stats?stream=0       ~ call.query.stream                 ~ operation_denied",
                "GET /containers/json?limit=5           ~ call.query.limit <= 5             ~ allow",
                "GET /images/json?shared-size=1         ~ call.query.`shared-size`          ~ allow",
                "GET /containers/json?filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D ~"
                        + " call.query.filters.get(\"label\", []).exists(l, l == \"a=b\") ~ allow",
                "GET /containers/json?filters=%7B%22label%22%3A%7B%22a%3Db%22%3Afalse%7D%7D ~"
                        + " call.query.filters[\"label\"] == [\"a=b\"] ~ allow",
                "GET /containers/json                   ~ call.query.filters.get(\"label\", []).exists(l, l =="
                        + " \"a=b\") ~ operation_denied",
                "GET /images/get?names=a&names=b        ~ call.query.names.all(n, n in [\"a\", \"b\"]) ~ allow",
                "GET /containers/json?new=1             ~ call.unknownParameters.size() == 0 ~ operation_denied",
                "GET /v1.41/containers/web-1/json       ~ call.version == \"1.41\" && call.arguments[\"id\"] =="
                        + " \"web-1\" ~ allow",
                "GET /containers/json                   ~ principal.listener == \"ci\" && principal.address =="
                        + " \"unix\" ~ allow",
                "GET /containers/json                   ~ call.operation == \"ContainerList\" ~ allow",
            })
    void a_condition_on_the_head(String call, String condition, String expected) {
        Question question = Questions.of(call);
        Policy policy = allowing(question.call().operation().id(), condition);
        assertThat(((Decision.Conditional) policy.decide(question.call().operation())).needs())
                .isEqualTo(Needs.NOTHING);
        assertThat(decided(policy, question)).isEqualTo(expected);
    }

    @Test
    void a_condition_on_the_target() {
        Policy policy = allowing(
                "ContainerRestart", "target.name.startsWith(\"web-\") && target.labels.get(\"tier\", \"\") != \"db\"");
        Question call = Questions.of("POST /containers/web-1/restart");
        assertThat(((Decision.Conditional) policy.decide(Operation.ContainerRestart)).needs())
                .isEqualTo(new Needs(false, true));
        assertThat(decided(policy, Questions.withTarget(call, "web-1", Map.of())))
                .isEqualTo("allow");
        assertThat(decided(policy, Questions.withTarget(call, "web-1", Map.of("tier", "db"))))
                .isEqualTo("operation_denied");
        assertThat(decided(policy, Questions.withTarget(call, "db-1", Map.of())))
                .isEqualTo("operation_denied");
        // Without the facts it is never allowed.
        assertThat(decided(policy, call)).isEqualTo("condition_failed");
    }

    @Test
    void deny_wins_and_doubt_in_a_deny_rule_is_a_denial() {
        Policy policy = Policies.policy("""
            policies:
              p:
                allow: [container:control]
                deny:
                  - operation: ContainerStop
                    when: target.labels["tier"] == "db"
            """);
        Question call = Questions.of("POST /containers/a/stop");
        assertThat(decided(policy, Questions.withTarget(call, "a", Map.of("tier", "db"))))
                .isEqualTo("operation_denied");
        assertThat(decided(policy, Questions.withTarget(call, "a", Map.of("tier", "web"))))
                .isEqualTo("allow");
        assertThat(decided(policy, Questions.withTarget(call, "a", Map.of()))).isEqualTo("condition_failed");
        assertThat(policy.decide(Operation.ContainerStart)).isInstanceOf(Decision.Allow.class);
    }

    @Test
    void a_rule_that_cannot_be_told_does_not_stand_in_the_way_of_one_that_holds() {
        Policy policy = Policies.policy("""
            policies:
              p:
                allow:
                  - operation: ContainerStop
                    when: target.labels["tier"] == "web"
                  - operation: ContainerStop
                    when: target.name == "a"
            """);
        Question call = Questions.of("POST /containers/a/stop");
        assertThat(decided(policy, Questions.withTarget(call, "a", Map.of()))).isEqualTo("allow");
        Decision failed = policy.decide(Questions.withTarget(call, "b", Map.of()));
        assertThat(((Decision.Deny) failed).reason()).isEqualTo(Reason.CONDITION_FAILED);
        assertThat(((Decision.Deny) failed).detail()).contains("tier");
        assertThat(failed.rule().rule()).isEqualTo("ContainerStop when target.labels[\"tier\"] == \"web\"");
        Trace trace = policy.explain(Questions.withTarget(call, "a", Map.of()));
        assertThat(trace.steps()).extracting(Trace.Step::decisive).containsExactly(false, true);
    }

    @Test
    void a_raw_rule_is_about_paths() {
        Policy policy = Policies.policy("policies: {p: {allow: [GET /containers/web-1/json, GET /images/*/*/json]}}");
        assertThat(decided(policy, Questions.of("GET /containers/web-1/json"))).isEqualTo("allow");
        assertThat(decided(policy, Questions.of("GET /containers/web-2/json"))).isEqualTo("operation_denied");
        assertThat(decided(policy, Questions.of("GET /images/a/b/json"))).isEqualTo("allow");
        assertThat(decided(policy, Questions.of("GET /images/a/json"))).isEqualTo("operation_denied");
        assertThat(decided(policy, Questions.of("GET /images/a/b/c/json"))).isEqualTo("operation_denied");
    }

    @Test
    void rounds_of_loops_are_bounded() {
        Policy policy = allowing(
                "ContainerCreate",
                "body.Env.all(a, body.Env.all(b, body.Env.all(c, a.size() + b.size() + c.size() > 0)))");
        StringBuilder body = new StringBuilder("{\"Env\":[\"A=0\"");
        for (int i = 1; i < 200; i++) {
            body.append(",\"A=").append(i).append('"');
        }
        Decision decision = policy.decide(
                Questions.withBody("ContainerCreate", body.append("]}").toString()));
        assertThat(((Decision.Deny) decision).reason()).isEqualTo(Reason.CONDITION_FAILED);
        assertThat(((Decision.Deny) decision).detail()).contains("exceeded");
    }
}
