package io.caisson.app.live;

import io.caisson.core.config.compile.ClientCompiler;
import io.caisson.core.config.file.ListenerSpec;
import io.caisson.core.policy.Mode;
import io.caisson.core.policy.Policy;
import io.caisson.language.Snapshot;
import io.caisson.server.proxy.Judge;
import io.caisson.server.proxy.LivePolicies;
import io.caisson.server.proxy.PolicySource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which place among the live policies is which listener's. A listener keeps its place for good: what is left open of
 * one that was removed finds a policy there that allows nothing, and one of the same name gets it back.
 */
final class Slots {
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Judge> judges = new ArrayList<>();
    private final LivePolicies live = new LivePolicies(List.of());

    /** Makes room for listeners that are not there yet, to whom nothing is allowed so far. */
    void widen(Snapshot snapshot) {
        for (ListenerSpec listener : snapshot.file().listeners().values()) {
            if (!places.containsKey(listener.name())) {
                places.put(listener.name(), judges.size());
                judges.add(nothing(snapshot.revision()));
            }
        }
        live.swap(judges);
    }

    /** From now on listeners have the policies that the snapshot gives them, all at once. */
    void take(Snapshot snapshot) {
        widen(snapshot);
        for (int i = 0; i < judges.size(); i++) {
            judges.set(i, nothing(snapshot.revision()));
        }
        for (ListenerSpec listener : snapshot.file().listeners().values()) {
            judges.set(Objects.requireNonNull(places.get(listener.name())), judge(listener, snapshot));
        }
        live.swap(judges);
    }

    /** Where the exchanges of a listener take their policy from. */
    PolicySource of(String listener) {
        return live.of(Objects.requireNonNull(places.get(listener)));
    }

    private static Judge judge(ListenerSpec listener, Snapshot snapshot) {
        Policy first = Objects.requireNonNull(
                snapshot.policies().get(listener.policies().getFirst()));
        return new Judge(
                first, listener.clients().isEmpty() ? null : ClientCompiler.rules(listener, snapshot.policies()));
    }

    private static Judge nothing(String revision) {
        return new Judge(Policy.of("none", Mode.ENFORCE, false, revision, List.of()), null);
    }
}
