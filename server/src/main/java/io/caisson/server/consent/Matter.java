package io.caisson.server.consent;

import io.caisson.core.docker.BodyKind;
import io.caisson.core.identity.Principal;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonWriter;
import io.caisson.core.inspect.Target;
import io.caisson.core.policy.Duties;
import io.caisson.core.policy.Question;
import io.caisson.core.policy.RuleRef;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call that is held until it is agreed to.
 *
 * @param exchange the exchange's id, as records have it
 * @param question what the policy judged
 * @param rule what allowed it
 * @param method the request's method
 * @param target path and query as they would be sent
 * @param body the body as it would be sent; empty where there is none or it was not read
 * @param duties who is to be asked
 */
public record Matter(
        String exchange,
        Question question,
        RuleRef rule,
        String method,
        String target,
        Optional<Json> body,
        Duties duties) {
    /** The caller. */
    public Principal caller() {
        return question.principal();
    }

    /** Whether somebody must say yes to it. */
    boolean asksPeople() {
        return duties.ask().contains(question.call().operation());
    }

    /**
     * A hash of everything that the call does beside who makes it: path, query, object and body. A yes to one is none
     * to another.
     */
    String deed() {
        String object = question.target().map(Target::id).orElse("");
        String content = body.map(json -> new String(JsonWriter.write(json), StandardCharsets.UTF_8)).orElse("");
        return Digest.of(method + " " + target + "\n" + object + "\n" + content);
    }

    /** Whether the deed is all that there is: archives are passed on without being held to be told of. */
    boolean isWhole() {
        BodyKind kind = question.call().operation().body();
        return kind == BodyKind.EMPTY || kind == BodyKind.JSON;
    }

    /** All of it as others are told of it. */
    Json.Members facts() {
        Map<String, Json> facts = new LinkedHashMap<>();
        facts.put("exchange", new Json.Text(exchange));
        facts.put("principal", principal());
        facts.put("operation", new Json.Text(question.call().operation().id()));
        facts.put("access", new Json.Text(question.call().operation().access().code()));
        facts.put("method", new Json.Text(method));
        facts.put("target", new Json.Text(target));
        facts.put("version", new Json.Text(question.call().version()));
        facts.put("arguments", texts(question.call().arguments()));
        question.target().ifPresent(object -> facts.put("object", object(object)));
        body.ifPresent(json -> facts.put("body", json));
        facts.put("policy", new Json.Text(rule.policy()));
        facts.put("rule", new Json.Text(rule.rule()));
        return new Json.Members(facts);
    }

    private Json principal() {
        Map<String, Json> facts = new LinkedHashMap<>();
        facts.put("listener", new Json.Text(caller().listener()));
        facts.put("address", new Json.Text(caller().address()));
        facts.put("name", new Json.Text(caller().name()));
        caller().known().unix().ifPresent(peer -> {
            facts.put("uid", new Json.Numeral(String.valueOf(peer.uid())));
            facts.put("pid", new Json.Numeral(String.valueOf(peer.pid())));
        });
        return new Json.Members(facts);
    }

    private static Json object(Target target) {
        return new Json.Members(new LinkedHashMap<>(Map.of(
                "kind", new Json.Text(target.kind().code()),
                "id", new Json.Text(target.id()),
                "name", new Json.Text(target.name()),
                "image", new Json.Text(target.image()),
                "labels", texts(target.labels()))));
    }

    private static Json texts(Map<String, String> texts) {
        Map<String, Json> members = new LinkedHashMap<>();
        texts.forEach((name, text) -> members.put(name, new Json.Text(text)));
        return new Json.Members(members);
    }
}
