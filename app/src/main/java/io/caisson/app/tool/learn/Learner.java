package io.caisson.app.tool.learn;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.docker.Operation;
import io.caisson.core.identity.Principal;
import io.caisson.core.inspect.Target;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Question;
import io.caisson.core.reason.Reason;
import io.caisson.server.telemetry.Recorder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches a gate: the policy is told the facts of each call, and the recorder how it ended. Both belong together by the
 * caller, because a connection has one exchange at a time and a principal of its own.
 */
public final class Learner {
    private final LearnRecord record;
    private final Consumer<Seen> news;
    private final IdentityHashMap<Principal, Question> questions = new IdentityHashMap<>();
    private long unresolved;

    /**
     * A learner.
     *
     * @param record where to put what is seen
     * @param news told of each call that is new to the record, on an event loop
     */
    public Learner(LearnRecord record, Consumer<Seen> news) {
        this.record = record;
        this.news = news;
    }

    /** The policy to judge with. */
    public Policy policy() {
        return LearningPolicy.telling(this::asked);
    }

    /** A recorder for one loop. */
    public Recorder recorder() {
        return new Watching();
    }

    /** How many requests named no operation; no policy can allow them. */
    public synchronized long unresolved() {
        return unresolved;
    }

    private synchronized void asked(Question question) {
        questions.put(question.principal(), question);
    }

    private synchronized Optional<Question> take(Principal principal, Operation operation) {
        Question question = questions.remove(principal);
        return question == null || question.call().operation() != operation ? Optional.empty() : Optional.of(question);
    }

    private void ended(AuditEvent event) {
        Principal principal = event.principal;
        Operation operation = event.operation;
        if (principal == null || operation == null) {
            synchronized (this) {
                unresolved += event.reason == Reason.UNKNOWN_OPERATION ? 1 : 0;
            }
            return;
        }
        Optional<Question> question = take(principal, operation);
        if (!event.allowed) {
            return;
        }
        Seen seen = new Seen(
                facts(event, question),
                principal.listener(),
                host(principal.address()),
                event.method,
                new String(event.target, 0, event.targetLength, StandardCharsets.US_ASCII),
                question.flatMap(Question::body)
                        .map(body -> BodyExcerpt.of(operation, body))
                        .orElse(""),
                question.flatMap(Question::target).map(Learner::lasting));
        String time = Instant.ofEpochMilli(event.timeMillis).toString();
        if (record.add(seen, new Times(1, time, time))) {
            news.accept(seen);
        }
    }

    private static Seen.Facts facts(AuditEvent event, Optional<Question> question) {
        if (question.isPresent()) {
            return Seen.Facts.KNOWN;
        }
        return event.wouldDeny == Reason.TARGET_NOT_FOUND ? Seen.Facts.ABSENT : Seen.Facts.UNKNOWN;
    }

    /** The object without its state, which is another at every call. */
    private static Target lasting(Target target) {
        return Target.of(target.kind(), target.id(), target.name(), target.labels(), target.image(), "");
    }

    private static String host(String address) {
        int colon = address.lastIndexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }

    private final class Watching implements Recorder {
        @Override
        public void exchangeEnded(AuditEvent event) {
            ended(event);
        }

        @Override
        public void connections(int delta) {
            // Nothing is to be learnt from it.
        }

        @Override
        public void streams(int delta) {
            // Nothing is to be learnt from it.
        }

        @Override
        public void engine(boolean reachable) {
            // Nothing is to be learnt from it.
        }

        @Override
        public void flush() {
            // Everything is recorded at once.
        }
    }
}
