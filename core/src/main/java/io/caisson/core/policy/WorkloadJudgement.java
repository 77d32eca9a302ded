package io.caisson.core.policy;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.Read;
import io.caisson.core.reason.Reason;
import io.caisson.core.workload.DemandReader;
import io.caisson.core.workload.Hardening.Hardened;
import io.caisson.core.workload.Verdict;
import io.caisson.core.workload.Violation;
import io.caisson.core.workload.WorkloadJudge;
import io.caisson.core.workload.WorkloadPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What decides about a call that the rules allow: whether the workload that it asks for is within the standard. */
final class WorkloadJudgement {
    private final WorkloadPolicy policy;
    private final Operation operation;
    private final boolean hints;

    WorkloadJudgement(WorkloadPolicy policy, Operation operation, boolean hints) {
        this.policy = policy;
        this.operation = operation;
        this.hints = hints;
    }

    Needs needs() {
        return new Needs(DemandReader.readsBody(operation), false);
    }

    Decision judge(Question question, RuleRef rule) {
        Optional<BodyFacts> body = question.body();
        List<String> changes = List.of();
        boolean rewritten = false;
        if (body.isPresent() && DemandReader.readsBody(operation)) {
            Json own = policy.replaced(operation, body.get().json());
            Hardened hardened = policy.hardening().apply(operation, own);
            rewritten = own != body.get().json() || !hardened.changes().isEmpty();
            if (rewritten) {
                changes = hardened.changes();
                // Invariant: what was hardened is read anew, judged and sent.
                Read<BodyFacts> read = BodyFacts.of(operation, hardened.body());
                if (read instanceof Read.Refused<BodyFacts>(Reason reason, String detail)) {
                    return new Decision.Deny(reason, rule, new Wording(operation, false, () -> ""), detail);
                }
                body = Optional.of(((Read.Value<BodyFacts>) read).value());
            }
        }
        Verdict verdict = WorkloadJudge.judge(policy, DemandReader.read(question.call(), body), question.objects());
        return switch (verdict) {
            case Verdict.Fits(List<String> notes) ->
                new Decision.Allow(new Permit(operation, rule, rewritten ? body : Optional.empty(), changes, notes));
            case Verdict.Asks(var object) -> new Decision.Asks(object, rule);
            case Verdict.Exceeds(List<Violation> violations) -> denied(rule, violations);
        };
    }

    private Decision denied(RuleRef rule, List<Violation> violations) {
        Violation first = violations.getFirst();
        String more = violations.size() > 1 ? "; and " + (violations.size() - 1) + " more" : "";
        String text = first.finding() + (hints && !first.cure().isEmpty() ? "; " + first.cure() : "") + more;
        String all = violations.stream().map(Violation::finding).collect(Collectors.joining("; "));
        return new Decision.Deny(
                Reason.WORKLOAD_DENIED,
                new RuleRef(rule.policy(), "workload." + first.control().key()),
                new Wording(operation, true, () -> text),
                all);
    }
}
