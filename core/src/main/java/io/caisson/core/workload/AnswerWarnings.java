package io.caisson.core.workload;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells clients what was set in their workloads, where the engine's answer has a place for warnings. */
public final class AnswerWarnings {
    private static final String FIELD = "Warnings";

    private AnswerWarnings() {}

    /** Whether the answer of an operation has warnings that clients show. */
    public static boolean fit(Operation operation) {
        return switch (operation) {
            case ContainerCreate, ContainerUpdate, ServiceCreate, ServiceUpdate -> true;
            default -> false;
        };
    }

    /** An answer with more warnings than it has; empty where it is not one that can have any. */
    public static Optional<byte[]> add(byte[] answer, List<String> changes) {
        if (!(StrictJson.read(answer, JsonLimits.ANSWER) instanceof Read.Value<Json>(Json json))
                || !(json instanceof Json.Members(Map<String, Json> members))) {
            return Optional.empty();
        }
        List<Json> warnings = new ArrayList<>(JsonView.items(members.getOrDefault(FIELD, JsonView.NOTHING)));
        warnings.add(new Json.Text("caisson: " + String.join(", ", changes)));
        Map<String, Json> amended = new LinkedHashMap<>(members);
        amended.put(FIELD, new Json.Array(warnings));
        return Optional.of(StrictJson.write(new Json.Members(amended)));
    }
}
