package io.caisson.app.command;

import io.caisson.app.tool.request.EngineObjects;
import io.caisson.app.tool.request.Request;
import io.caisson.app.tool.request.RequestReader;
import io.caisson.core.docker.Call;
import io.caisson.core.inspect.Target;
import io.caisson.core.inspect.TargetLookup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The object of a call as one option says it: {@code name=web,label.tier=front}. */
final class ObjectOption {
    private static final String LABEL = "label.";

    private ObjectOption() {}

    /**
     * The object, under the name or id by which the call calls it.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static EngineObjects objects(String fields, Request request) {
        Optional<Call> call = new RequestReader().call(request);
        Optional<TargetLookup> lookup = call.flatMap(TargetLookup::of);
        if (lookup.isEmpty()) {
            throw new IllegalArgumentException("--object: this call is about no object");
        }
        String reference = call.get().argument(0);
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (String field : fields.split(",", -1)) {
            int equals = field.indexOf('=');
            String name = equals < 0 ? field : field.substring(0, equals);
            if (equals > 0 && name.startsWith(LABEL)) {
                labels.put(name.substring(LABEL.length()), field.substring(equals + 1));
            } else if (equals > 0 && List.of("id", "name", "image", "state").contains(name)) {
                values.put(name, field.substring(equals + 1));
            } else {
                throw new IllegalArgumentException(
                        "--object: `" + field + "` is none of id=, name=, image=, state=, label.NAME=");
            }
        }
        Target target = Target.of(
                lookup.get().kind(),
                values.getOrDefault("id", reference),
                values.getOrDefault("name", reference),
                labels,
                values.getOrDefault("image", ""),
                values.getOrDefault("state", ""));
        // Whatever the call calls it by: the one object there is, is meant.
        return EngineObjects.only(target, reference);
    }
}
