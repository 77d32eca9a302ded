package io.caisson.core.workload;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.HeaderFacts;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests as tests write them, read and judged. */
final class Requests {
    private Requests() {}

    /** A policy with a standard and lists, {@code key=a,b}. */
    static WorkloadPolicy policy(Standard standard, String... lists) {
        Map<Control, List<Entry>> entries = new EnumMap<>(Control.class);
        for (String list : lists) {
            int equals = list.indexOf('=');
            Control control = Control.byKey(list.substring(0, equals)).orElseThrow();
            List<Entry> items = new ArrayList<>();
            for (String item : list.substring(equals + 1).split(",", -1)) {
                if (!item.isEmpty()) {
                    items.add(Entries.of(control, item).orElseThrow(() -> new AssertionError(list)));
                }
            }
            entries.put(control, items);
        }
        return new WorkloadPolicy(standard, entries, Map.of(), Hardening.NONE, "", List.of());
    }

    /** What a policy says of a new container with a body. */
    static Verdict create(WorkloadPolicy policy, String body) {
        return judge(policy, Operation.ContainerCreate, "", body, Map.of());
    }

    /** What a policy says of a request; objects that are not known are not there. */
    static Verdict judge(
            WorkloadPolicy policy,
            Operation operation,
            String query,
            String body,
            Map<EngineObject, Optional<Json>> objects) {
        Map<EngineObject, Optional<Json>> known = new HashMap<>(objects);
        Workload workload = read(operation, query, body);
        Verdict verdict = WorkloadJudge.judge(policy, workload, known);
        while (verdict instanceof Verdict.Asks(EngineObject object)) {
            if (known.put(object, Optional.empty()) != null) {
                throw new AssertionError("asked twice for " + object);
            }
            verdict = WorkloadJudge.judge(policy, workload, known);
        }
        return verdict;
    }

    static Workload read(Operation operation, String query, String body) {
        return DemandReader.read(call(operation, query), body(operation, body));
    }

    private static Optional<BodyFacts> body(Operation operation, String body) {
        if (body.isEmpty()) {
            return Optional.of(BodyFacts.none(operation));
        }
        Read<BodyFacts> read = BodyFacts.read(operation, body.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST);
        if (read instanceof Read.Value<BodyFacts>(BodyFacts facts)) {
            return Optional.of(facts);
        }
        throw new AssertionError(read + " of " + body);
    }

    static CallFacts call(Operation operation, String query) {
        String path = operation.path().replaceAll("\\{[^}]*\\}", "x");
        byte[] bytes = (operation.method().name() + " " + path + (query.isEmpty() ? "" : "?" + query)
                        + " HTTP/1.1\r\nHost: engine\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        RequestHead head = new RequestHead();
        new HeadParser(Limits.DEFAULTS).parse(bytes, 0, bytes.length, head);
        Call call = new Call();
        if (new Resolver().resolve(head, call) != null) {
            throw new AssertionError(path);
        }
        if (CallFacts.of(call, HeaderFacts.NONE) instanceof Read.Value<CallFacts>(CallFacts facts)) {
            return facts;
        }
        throw new AssertionError(query);
    }

    /** The codes of the controls that a verdict names; empty where the request fits. */
    static List<String> violated(Verdict verdict) {
        return verdict instanceof Verdict.Exceeds(List<Violation> violations)
                ? violations.stream()
                        .map(each -> each.control().key())
                        .distinct()
                        .toList()
                : List.of();
    }
}
