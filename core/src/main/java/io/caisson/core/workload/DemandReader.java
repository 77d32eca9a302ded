package io.caisson.core.workload;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.BodyKind;
import io.caisson.core.docker.Operation;
import io.caisson.core.http.Method;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.Json;
import io.caisson.core.workload.FieldTable.Node;
import io.caisson.core.workload.FieldTable.Route;
import io.caisson.core.workload.Sink.Place;
import java.util.Map;
import java.util.Optional;

/** Reads requests into workloads, by the table of fields. */
public final class DemandReader {
    private DemandReader() {}

    /** Whether an operation can bring a workload about or change one, so that a standard has to judge its calls. */
    public static boolean isRoute(Operation operation) {
        if (FieldTable.route(operation).isPresent()) {
            return true;
        }
        return switch (operation.access()) {
            case VIEW, READ, DELETE -> false;
            case CONTROL -> operation.body() != BodyKind.EMPTY;
            case CREATE, EXEC, BUILD -> true;
            case ADMIN ->
                operation.method() != Method.GET
                        && operation.method() != Method.DELETE
                        && operation != Operation.SystemOptions;
        };
    }

    /** Whether the body of an operation is read as a whole before the call is judged. */
    public static boolean readsBody(Operation operation) {
        return operation.body() == BodyKind.JSON && FieldTable.route(operation).isPresent()
                || operation == Operation.ContainerStart;
    }

    /** What a request asks for. */
    public static Workload read(CallFacts call, Optional<BodyFacts> body) {
        Sink sink = new Sink();
        Operation operation = call.operation();
        Optional<Route> route = FieldTable.route(operation);
        if (route.isEmpty()
                || operation.access() == Access.BUILD && operation.tag().libpod()) {
            sink.named(Control.UNJUDGED, Place.NOWHERE.field("operation"), operation.id());
            return new Workload(operation, sink.demands);
        }
        Json json = body.map(BodyFacts::json).orElse(JsonView.NOTHING);
        Walk walk = new Walk(sink, json);
        if (readsBody(operation)) {
            body.ifPresent(facts -> facts.unknown().forEach(pointer -> walk.unknownAt(route.get().body, pointer)));
            walk.walk(route.get().body, json, Place.NOWHERE);
        }
        Place query = Place.NOWHERE.field("?");
        call.query().given().forEach((name, value) -> {
            Node node = route.get().query.fields.get(name);
            if (node == null) {
                sink.named(Control.FIELDS, query.field(name), name);
            } else {
                walk.walk(node, JsonView.of(value), Place.NOWHERE.field(name));
            }
        });
        call.query().unknown().forEach(name -> sink.named(Control.FIELDS, query.field(name), name));
        for (Map.Entry<String, Node> argument : route.get().arguments.fields.entrySet()) {
            String value = call.arguments().getOrDefault(argument.getKey(), "");
            walk.walk(argument.getValue(), new Json.Text(value), Place.NOWHERE.field(argument.getKey()));
        }
        Unsaid.add(sink, call, json);
        return new Workload(operation, sink.demands);
    }
}
