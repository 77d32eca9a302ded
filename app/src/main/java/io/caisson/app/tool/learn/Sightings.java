package io.caisson.app.tool.learn;

import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import io.caisson.app.json.MalformedJson;
import io.caisson.app.tool.request.Asked;
import io.caisson.app.tool.request.EngineObjects;
import io.caisson.app.tool.request.Request;
import io.caisson.app.tool.request.RequestReader;
import io.caisson.core.identity.Principal;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.Target;
import io.caisson.core.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads recorded calls back, the way in which the gate read them. */
final class Sightings {
    /** Looks into nothing, and so refuses nothing that can be read. */
    private static final Policy OPEN =
            Policy.compile("everything", false, operation -> new Policy.Verdict.Allowed("everything"));

    private final RequestReader reader = new RequestReader();

    /** Every call that names an operation of this version's catalogue. */
    List<Sighting> of(Map<Seen, Times> calls) {
        List<Sighting> all = new ArrayList<>();
        calls.forEach((seen, times) -> {
            if (reader.read(request(seen), OPEN) instanceof Asked.Call call) {
                CallFacts facts = call.question().call();
                all.add(new Sighting(seen, times, facts, body(seen)));
            }
        });
        return all;
    }

    /** The call as a request that a policy can judge. */
    static Request request(Seen seen) {
        Request request = Request.of(seen.method(), seen.target()).by(new Principal(seen.listener(), seen.client()));
        if (seen.facts() != Seen.Facts.KNOWN) {
            return request.withUnknownBody();
        }
        return request.with(seen.body().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The same in front of an engine that has the object which the call was about, under the name that it was called
     * by.
     */
    static Request request(Sighting sighting) {
        Request request = request(sighting.seen());
        Optional<Target> object = sighting.seen().object();
        if (object.isEmpty()) {
            return request;
        }
        // What it was called by then is another name now: a prefix of an id, an exec that is over.
        String reference = EngineObjects.reference(sighting.call()).orElse("");
        return request.with(EngineObjects.only(object.get(), reference));
    }

    private static JsonObject body(Seen seen) {
        if (seen.body().isEmpty()) {
            return new JsonObject();
        }
        try {
            return Json.readObject(seen.body().getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJson cut) {
            return new JsonObject();
        }
    }
}
