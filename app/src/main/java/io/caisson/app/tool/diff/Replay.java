package io.caisson.app.tool.diff;

import io.caisson.app.tool.audit.AuditFile;
import io.caisson.app.tool.audit.AuditRecord;
import io.caisson.app.tool.policy.Chosen;
import io.caisson.app.tool.policy.Policies;
import io.caisson.app.tool.request.Asked;
import io.caisson.app.tool.request.Request;
import io.caisson.app.tool.request.RequestReader;
import io.caisson.core.docker.Operation;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Trace;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of the past under a new configuration. Records have neither bodies nor what the engine's objects were, so a
 * condition that needs those cannot be told; such calls are counted apart and never called unchanged.
 */
public final class Replay {
    private final Policies before;
    private final Policies after;
    private final RequestReader reader = new RequestReader();
    private final Map<Key, Group> groups = new LinkedHashMap<>();
    private long calls;
    private long unchanged;
    private long foreign;

    /** What becomes of a call. */
    public enum Outcome {
        /** It was allowed, and would be refused. */
        REFUSED,
        /** It was refused, and would be allowed. */
        ALLOWED,
        /** It depends on what the record does not hold. */
        UNKNOWN,
        /** There is no policy that would judge it. */
        UNJUDGED
    }

    private record Key(Outcome outcome, String listener, String client, Operation operation) {}

    /** Calls of which the same becomes. */
    public static final class Group {
        private final Key key;
        private final AuditRecord example;
        private final String because;
        private long count;

        private Group(Key key, AuditRecord example, String because) {
            this.key = key;
            this.example = example;
            this.because = because;
        }

        public Outcome outcome() {
            return key.outcome();
        }

        public String who() {
            return key.client() + " on " + key.listener();
        }

        public Operation operation() {
            return key.operation();
        }

        /** The first of them. */
        public AuditRecord example() {
            return example;
        }

        /** What decides in the new configuration. */
        public String because() {
            return because;
        }

        public long count() {
            return count;
        }
    }

    public Replay(Policies before, Policies after) {
        this.before = before;
        this.after = after;
    }

    /** Judges every call of a file anew. */
    public void run(AuditFile file) throws IOException {
        file.forEach(this::take);
        foreign += file.foreign();
    }

    /** What changes, what was allowed first. */
    public List<Group> groups() {
        List<Group> sorted = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            groups.values().stream().filter(group -> group.outcome() == outcome).forEach(sorted::add);
        }
        return sorted;
    }

    /** How many calls were judged. */
    public long calls() {
        return calls;
    }

    public long unchanged() {
        return unchanged;
    }

    /** How many lines were no calls. */
    public long foreign() {
        return foreign;
    }

    /** How many calls have an outcome. */
    public long count(Outcome outcome) {
        return groups.values().stream()
                .filter(group -> group.outcome() == outcome)
                .mapToLong(Group::count)
                .sum();
    }

    private void take(AuditRecord past) {
        if (past.operation().isEmpty()) {
            return;
        }
        calls++;
        Optional<Chosen> chosen = choose(after, past);
        if (chosen.isEmpty()) {
            add(Outcome.UNJUDGED, past, "no policy for this listener");
            return;
        }
        boolean wasAllowed = past.allowed() && past.wouldDeny().isEmpty();
        switch (judge(chosen.get(), past)) {
            case Judged.Yes(String rule) -> note(wasAllowed, Outcome.ALLOWED, past, rule);
            case Judged.No(String rule) -> note(!wasAllowed, Outcome.REFUSED, past, rule);
            case Judged.Open(Terms terms) -> {
                boolean same = choose(before, past)
                        .map(old ->
                                Terms.of(old.policy(), past.operation().get()).equals(terms))
                        .orElse(false);
                note(same, Outcome.UNKNOWN, past, String.join("; ", terms.words()));
            }
        }
    }

    private void note(boolean same, Outcome outcome, AuditRecord past, String because) {
        if (same) {
            unchanged++;
        } else {
            add(outcome, past, because);
        }
    }

    private void add(Outcome outcome, AuditRecord past, String because) {
        Key key = new Key(
                outcome, past.listener(), past.clientHost(), past.operation().orElseThrow());
        groups.computeIfAbsent(key, each -> new Group(each, past, because)).count++;
    }

    /** The policy of the listener; where that is not in a file, the one that judged, or the only one there is. */
    private static Optional<Chosen> choose(Policies policies, AuditRecord past) {
        return policies.ofListener(past.listener())
                .or(() -> past.policy().isEmpty() ? Optional.empty() : policies.find(past.policy()))
                .or(() -> policies.find(""));
    }

    private sealed interface Judged {
        record Yes(String rule) implements Judged {}

        record No(String rule) implements Judged {}

        record Open(Terms terms) implements Judged {}
    }

    private Judged judge(Chosen chosen, AuditRecord past) {
        Request request = Request.of(past.method(), past.target())
                .by(new Principal(past.listener(), past.client()))
                .withUnknownBody();
        return switch (reader.read(request, chosen.policy())) {
            case Asked.Unreadable unreadable ->
                new Judged.No(unreadable.reason().code());
            case Asked.Call call -> {
                Trace trace = chosen.policy().explain(call.question());
                // Without the fact a condition cannot be told, and the gate, which always has it, would not say that.
                boolean open =
                        trace.decision() instanceof Decision.Deny deny && deny.reason() == Reason.CONDITION_FAILED;
                if (open) {
                    yield new Judged.Open(
                            Terms.of(chosen.policy(), past.operation().orElseThrow()));
                }
                String rule = trace.decision().rule().rule();
                yield trace.decision() instanceof Decision.Allow ? new Judged.Yes(rule) : new Judged.No(rule);
            }
        };
    }
}
