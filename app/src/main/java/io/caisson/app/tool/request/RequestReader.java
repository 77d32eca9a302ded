package io.caisson.app.tool.request;

import io.caisson.core.docker.BodyKind;
import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.HeaderFacts;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import io.caisson.core.inspect.Target;
import io.caisson.core.inspect.TargetLookup;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Needs;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Question;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads requests with the gate's own parser, resolver and readers, so that a tool judges what the gate would judge. */
public final class RequestReader {
    private final HeadParser parser = new HeadParser(Limits.DEFAULTS);
    private final Resolver resolver = new Resolver();
    private final Call call = new Call();

    /** The call that a request makes, where it makes one. Valid until the next one is read. */
    public Optional<Call> call(Request request) {
        RequestHead head = new RequestHead();
        byte[] bytes = head(request);
        parser.parse(bytes, 0, bytes.length, head);
        return head.malformed() == null && resolver.resolve(head, call) == null ? Optional.of(call) : Optional.empty();
    }

    /** Reads a request for a policy, which may need the body and the object or not. */
    public Asked read(Request request, Policy policy) {
        RequestHead head = new RequestHead();
        byte[] bytes = head(request);
        parser.parse(bytes, 0, bytes.length, head);
        Reason malformed = head.malformed();
        if (malformed != null) {
            return refused(malformed, null, "", true);
        }
        Reason unresolved = resolver.resolve(head, call);
        if (unresolved != null) {
            return refused(unresolved, null, "", true);
        }
        Operation operation = call.operation();
        Reason contentType = head.contentTypeRefusal();
        if (contentType != null) {
            return refused(contentType, operation, "", true);
        }
        ByteWriter target = new ByteWriter(64);
        call.writeTarget(target);
        Needs needs = needs(policy, operation);
        return switch (CallFacts.of(call, HeaderFacts.of(operation, head))) {
            case Read.Refused<CallFacts>(Reason reason, String detail) -> refused(reason, operation, detail, false);
            case Read.Value<CallFacts>(CallFacts facts) -> read(request, facts, needs, target.toString());
        };
    }

    private static Asked read(Request request, CallFacts facts, Needs needs, String target) {
        Operation operation = facts.operation();
        Optional<BodyFacts> body = Optional.empty();
        if (!request.octets().isEmpty() && operation.body() == BodyKind.JSON) {
            Read<BodyFacts> read = switch (StrictJson.read(request.body(), JsonLimits.REQUEST)) {
                case Read.Value<Json>(Json json) -> BodyFacts.of(operation, json);
                case Read.Refused<Json> refused -> refused.as();
            };
            if (read instanceof Read.Refused<BodyFacts>(Reason reason, String detail)) {
                if (needs.body()) {
                    return refused(reason, operation, detail, false);
                }
            } else {
                body = Optional.of(((Read.Value<BodyFacts>) read).value());
            }
        } else if (request.bodyKnown()) {
            body = Optional.of(BodyFacts.none(operation));
        }
        Optional<Target> object = request.objects().flatMap(known -> known.find(facts));
        boolean named =
                TargetLookup.has(operation) && EngineObjects.reference(facts).isPresent();
        if (needs.target() && named && object.isEmpty() && request.objects().isPresent()) {
            return refused(Reason.TARGET_NOT_FOUND, operation, "", false);
        }
        return new Asked.Call(new Question(request.principal(), facts, body, object), target);
    }

    /** What a policy must know of the calls of an operation. */
    public static Needs needs(Policy policy, Operation operation) {
        return policy.decide(operation) instanceof Decision.Conditional conditional
                ? conditional.needs()
                : Needs.NOTHING;
    }

    private static Asked refused(Reason reason, @Nullable Operation operation, String detail, boolean always) {
        return new Asked.Unreadable(reason, Optional.ofNullable(operation), detail, always);
    }

    private static byte[] head(Request request) {
        StringBuilder text = new StringBuilder();
        text.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        boolean typed = false;
        boolean hosted = false;
        for (String field : request.headers()) {
            String name = field.toLowerCase(Locale.ROOT);
            typed |= name.startsWith("content-type:");
            hosted |= name.startsWith("host:");
            text.append(field).append("\r\n");
        }
        if (!hosted) {
            text.append("Host: engine\r\n");
        }
        if (!request.octets().isEmpty()) {
            text.append(typed ? "" : "Content-Type: application/json\r\n");
            text.append("Content-Length: ").append(request.octets().length()).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
