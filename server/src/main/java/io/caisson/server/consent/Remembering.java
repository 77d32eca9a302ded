package io.caisson.server.consent;

import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonWriter;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what another said of equal calls: the same caller, request and body. Faults are not remembered. */
public final class Remembering implements Authorizer {
    private static final int COUNT_MAX = 4_096;

    private final Authorizer asked;
    private final long nanos;
    private final Map<String, Known> known = new LinkedHashMap<>();

    private record Known(Answer answer, long until) {}

    /** Remembers for a time. */
    public Remembering(Authorizer asked, Duration time) {
        this.asked = asked;
        this.nanos = time.toNanos();
    }

    @Override
    public Answer ask(Matter matter) {
        Map<String, Json> facts = new LinkedHashMap<>(matter.facts().members());
        facts.remove("exchange");
        facts.put("account", new Json.Text(matter.caller().account()));
        String key = Digest.of(new String(JsonWriter.write(new Json.Members(facts)), StandardCharsets.UTF_8));
        long now = System.nanoTime();
        synchronized (known) {
            Known before = known.get(key);
            if (before != null && now - before.until() < 0) {
                return before.answer();
            }
        }
        Answer answer = asked.ask(matter);
        boolean clear = !(answer instanceof Answer.No no && no.reason() == Reason.CONSENT_FAILED);
        if (clear) {
            synchronized (known) {
                if (known.size() >= COUNT_MAX) {
                    known.clear();
                }
                known.put(key, new Known(answer, now + nanos));
            }
        }
        return answer;
    }
}
