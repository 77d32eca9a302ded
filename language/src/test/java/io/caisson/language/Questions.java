package io.caisson.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.identity.Principal;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.HeaderFacts;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import io.caisson.core.inspect.Target;
import io.caisson.core.policy.Question;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Questions in tests, read from requests as the product reads them. */
public final class Questions {
    private static final Principal PRINCIPAL = new Principal("ci", "unix");

    private Questions() {}

    /** The call of a request line's method and target. */
    public static Call call(String request) {
        byte[] head = (request + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        RequestHead parsed = new RequestHead();
        new HeadParser(Limits.DEFAULTS).parse(head, 0, head.length, parsed);
        Call call = new Call();
        assertThat(new Resolver().resolve(parsed, call)).as(request).isNull();
        return call;
    }

    /** What is asked of a method and target. */
    public static Question of(String request) {
        Read<CallFacts> facts = CallFacts.of(call(request), HeaderFacts.NONE);
        assertThat(facts).as(request).isInstanceOf(Read.Value.class);
        return new Question(PRINCIPAL, ((Read.Value<CallFacts>) facts).value(), Optional.empty(), Optional.empty());
    }

    /** What is asked of an operation whose path arguments do not matter, with a body. */
    public static Question withBody(String id, String body) {
        Operation operation = Operation.byId(id).orElseThrow();
        Read<Json> json = StrictJson.read(body.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST);
        Read<BodyFacts> facts = BodyFacts.of(operation, ((Read.Value<Json>) json).value());
        Question question = of(operation.method() + " " + operation.path().replaceAll("\\{[^}]*\\}", "a"));
        return new Question(
                PRINCIPAL, question.call(), Optional.of(((Read.Value<BodyFacts>) facts).value()), Optional.empty());
    }

    /** The same question about a container. */
    public static Question withTarget(Question question, String name, Map<String, String> labels) {
        Target target = Target.of(Target.Kind.CONTAINER, "f".repeat(64), name, labels, "nginx:1", "running");
        return new Question(question.principal(), question.call(), question.body(), Optional.of(target));
    }
}
