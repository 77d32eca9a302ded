package io.caisson.app.tool.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import io.caisson.app.testing.Golden;
import io.caisson.app.tool.PolicyTexts;
import io.caisson.app.tool.policy.Chosen;
import io.caisson.app.tool.request.EngineObjects;
import io.caisson.app.tool.request.Request;
import io.caisson.core.inspect.Target;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final Chosen CI = PolicyTexts.policy(PolicyTexts.CI);
    private static final EngineObjects SHOP = new EngineObjects(
            List.of(container("1".repeat(64), "web-1", "front"), container("2".repeat(64), "db-1", "db")), Map.of());

    private static Target container(String id, String name, String tier) {
        return Target.of(Target.Kind.CONTAINER, id, name, Map.of("tier", tier), "nginx", "running");
    }

    private static Explanation explain(Request request) {
        return new Explainer().explain(CI, request);
    }

    private static Request call(String method, String target) {
        return Request.of(method, target).with(SHOP);
    }

    @Test
    void an_allowed_call_names_the_rule_the_facts_and_what_the_gate_will_do() throws Exception {
        Explanation told = explain(call("POST", "/v1.41/containers/web-1/restart?t=5"));
        assertThat(told.allowed()).isTrue();
        assertThat(told.facts()).containsEntry("target.name", "\"web-1\"");
        assertThat(told.obligations()).hasSize(1);
        Golden.checkScreen("explain-allowed.txt", ExplanationText.of(told));
    }

    @Test
    void a_refused_call_names_the_smallest_line_that_would_allow_it() throws Exception {
        Explanation told = explain(call("POST", "/v1.41/containers/222/restart"));
        assertThat(told.allowed()).isFalse();
        assertThat(told.reason()).contains(Reason.OPERATION_DENIED);
        assertThat(told.advice().lines().getFirst())
                .containsExactly("- operation: ContainerRestart", "  when: target.name == \"db-1\"");
        Golden.checkScreen("explain-refused.txt", ExplanationText.of(told));
    }

    @Test
    void the_advice_does_allow_the_call_when_it_is_followed() {
        Request refused = call("POST", "/containers/db-1/kill?signal=HUP");
        Explanation told = explain(refused);
        assertThat(told.allowed()).isFalse();
        for (List<String> lines : told.advice().lines()) {
            String rule = "      " + String.join("\n      ", lines) + "\n";
            Chosen widened = PolicyTexts.policy(PolicyTexts.CI.replace("    allow:\n", "    allow:\n" + rule));
            assertThat(new Explainer().explain(widened, refused).allowed())
                    .as(rule)
                    .isTrue();
        }
    }

    @Test
    void a_deny_rule_is_what_has_to_change() {
        Explanation told = explain(call("POST", "/containers/prod/stop")
                .with(new EngineObjects(List.of(container("3", "prod", "")), Map.of())));
        assertThat(told.steps()).hasSize(2);
        assertThat(told.steps().getFirst().decisive()).isTrue();
        assertThat(told.advice().sentence()).contains("A deny rule wins").contains("caisson.yaml:");
    }

    @Test
    void what_depends_on_facts_that_nobody_gave_is_neither_allowed_nor_refused() throws Exception {
        Explanation told = explain(Request.of("POST", "/containers/web-1/restart"));
        assertThat(told.undecided()).isTrue();
        assertThat(told.allowed()).isFalse();
        Golden.checkScreen("explain-depends.txt", ExplanationText.of(told));
        assertThat(explain(Request.of("POST", "/containers/create").withUnknownBody())
                        .undecided())
                .isTrue();
    }

    @Test
    void an_object_that_is_not_there_is_said_not_to_be_there() {
        assertThat(explain(call("POST", "/containers/nosuch/restart")).reason()).contains(Reason.TARGET_NOT_FOUND);
    }

    @Test
    void a_body_decides_where_a_condition_asks_for_it() {
        assertThat(explain(body("{\"Image\":\"registry.example.com/x\"}")).allowed())
                .isTrue();
        assertThat(explain(body("{\"Image\":\"evil\"}")).allowed()).isFalse();
        assertThat(explain(body("{\"Image\":\"evil\",\"image\":\"registry.example.com/x\"}"))
                        .allowed())
                .isFalse();
        assertThat(explain(body("{")).reason()).contains(Reason.BODY_NOT_JSON);
    }

    private static Request body(String json) {
        return Request.of("POST", "/containers/create").with(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_is_no_call_is_refused_for_the_reason_of_the_gate() {
        assertThat(explain(call("GET", "/nosuch")).reason()).contains(Reason.UNKNOWN_OPERATION);
        assertThat(explain(call("GET", "//info")).reason()).contains(Reason.PATH_NOT_CANONICAL);
        assertThat(explain(call("GET", "/containers/json?a=1;b=2")).reason()).contains(Reason.QUERY_MALFORMED);
        assertThat(explain(call("get", "/info")).reason()).contains(Reason.METHOD_MALFORMED);
        assertThat(explain(call("GET", "/a b")).reason()).isPresent();
    }

    @Test
    void as_json_it_says_the_same() throws Exception {
        Explanation told = explain(call("POST", "/containers/222/restart"));
        JsonObject json = Json.readObject(ExplanationJson.of(told).getBytes(StandardCharsets.UTF_8));
        assertThat(json.text("decision")).isEqualTo("deny");
        assertThat(json.text("operation")).isEqualTo("ContainerRestart");
        assertThat(json.objects("rules")).hasSize(1);
        assertThat(json.object("facts").text("target.name")).isEqualTo("\"db-1\"");
        assertThat(json.text("position")).startsWith("caisson.yaml:");
    }
}
