package io.caisson.app.tool.explain;

import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import io.caisson.core.policy.Condition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** An explanation for programs: one JSON object. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /** The object, with a line end. */
    public static String of(Explanation told) {
        JsonObject object = new JsonObject()
                .put("decision", told.allowed() ? "allow" : told.undecided() ? "depends" : "deny")
                .put("reason", told.reason().map(reason -> reason.code()).orElse(null))
                .put("detail", told.detail())
                .put(
                        "operation",
                        told.operation().map(operation -> operation.id()).orElse(null))
                .put("method", told.method())
                .put("target", told.target())
                .put(
                        "principal",
                        new JsonObject()
                                .put("listener", told.principal().listener())
                                .put("address", told.principal().address()))
                .put("policy", told.policy())
                .put("mode", told.mode().name().toLowerCase(Locale.ROOT))
                .put("revision", told.revision())
                .put("position", told.position().map(Object::toString).orElse(null))
                .put("rules", told.steps().stream().map(ExplanationJson::step).toList())
                .put("facts", told.facts())
                .put("obligations", told.obligations())
                .put(
                        "advice",
                        new JsonObject()
                                .put("sentence", told.advice().sentence())
                                .put("lines", List.copyOf(told.advice().lines())));
        return new String(Json.write(object), StandardCharsets.UTF_8);
    }

    private static JsonObject step(Explanation.Step step) {
        JsonObject object = new JsonObject()
                .put("effect", step.effect().name().toLowerCase(Locale.ROOT))
                .put("policy", step.rule().policy())
                .put("rule", step.rule().rule())
                .put("position", step.position().map(Object::toString).orElse(null))
                .put("condition", step.condition())
                .put("decisive", step.decisive());
        switch (step.outcome()) {
            case Condition.Outcome.Holds holds -> object.put("outcome", "holds");
            case Condition.Outcome.Fails fails -> object.put("outcome", "fails");
            case Condition.Outcome.Unknown(String detail) ->
                object.put("outcome", "unknown").put("detail", detail);
        }
        return object;
    }
}
