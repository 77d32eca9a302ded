package io.caisson.core.risk;

import io.caisson.core.docker.Operation;
import io.caisson.core.risk.Subject.Stance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for risks in a policy. An operation without a condition opens every way it has. With a condition, each way is
 * tried with calls that go it; one that passes shows it open. That none passes shows nothing by itself, for the
 * condition may have refused something else: only a way of which the condition looks at everything that matters counts
 * as guarded, and it is still reported, because the attempts are examples and no proof.
 */
public final class Risks {
    private Risks() {}

    /** All findings, the worst first. */
    public static List<Finding> in(Subject subject) {
        List<Finding> findings = new ArrayList<>();
        for (Risk risk : Risk.all()) {
            if (isComplete(risk, subject)) {
                add(risk, subject, findings);
            }
        }
        return findings;
    }

    /** The findings by which the policy is as good as root: open, and worse than a step. */
    public static List<Finding> root(Subject subject) {
        return in(subject).stream()
                .filter(finding -> finding.level() == Level.ROOT && !finding.guarded())
                .toList();
    }

    private static boolean isComplete(Risk risk, Subject subject) {
        return risk.together().isEmpty()
                || risk.together().stream().anyMatch(operation -> subject.stance(operation) != Stance.CLOSED);
    }

    private static void add(Risk risk, Subject subject, List<Finding> findings) {
        Optional<Operation> open = first(risk, subject, Stance.OPEN);
        if (open.isPresent()) {
            findings.add(whole(risk, open.get(), subject, false));
            return;
        }
        Optional<Operation> conditional = first(risk, subject, Stance.CONDITIONAL);
        if (conditional.isEmpty()) {
            return;
        }
        Operation operation = conditional.get();
        if (risk.ways().isEmpty() && isJudged(risk, subject)) {
            return;
        }
        if (risk.ways().isEmpty()) {
            // No call of the catalogue tells whether the condition closes it: it stands until somebody accepts it.
            findings.add(whole(risk, operation, subject, false));
            return;
        }
        List<Way> openWays = new ArrayList<>();
        List<Way> guardedWays = new ArrayList<>();
        for (Way way : risk.ways()) {
            (isOpen(way, risk, subject) ? openWays : guardedWays).add(way);
        }
        if (guardedWays.isEmpty()) {
            findings.add(whole(risk, operation, subject, false));
            return;
        }
        openWays.forEach(way -> findings.add(single(risk, way, operation, subject)));
        if (openWays.isEmpty()) {
            findings.add(whole(risk, operation, subject, true));
        }
    }

    private static Optional<Operation> first(Risk risk, Subject subject, Stance stance) {
        return risk.operations().stream()
                .filter(operation -> subject.stance(operation) == stance)
                .findFirst();
    }

    /** Whether a standard for workloads refuses even the barest call of every operation that opens a risk. */
    private static boolean isJudged(Risk risk, Subject subject) {
        return risk.operations().stream()
                .filter(operation -> subject.stance(operation) == Stance.CONDITIONAL)
                .allMatch(operation -> subject.judgesWorkload(operation)
                        && !subject.passes(new Attempt(operation, "", ""), List.of(), false));
    }

    private static boolean isOpen(Way way, Risk risk, Subject subject) {
        for (Operation operation : risk.operations()) {
            if (subject.stance(operation) != Stance.CONDITIONAL) {
                continue;
            }
            List<String> conditions = subject.conditions(operation);
            List<String> words = Words.in(conditions);
            if (way.attempts().stream()
                    .filter(attempt -> attempt.operation() == operation)
                    .anyMatch(attempt -> subject.passes(attempt, words, way.isAnyObject()))) {
                return true;
            }
            // A standard looks at every field; a condition only at those that it names.
            if (!subject.judgesWorkload(operation) && !way.isWatchedBy(String.join(" ", conditions))) {
                return true;
            }
        }
        return false;
    }

    private static Finding whole(Risk risk, Operation operation, Subject subject, boolean guarded) {
        return finding(risk, risk.id(), risk.why(), risk.ways(), operation, subject, guarded);
    }

    private static Finding single(Risk risk, Way way, Operation operation, Subject subject) {
        return finding(risk, way.id(), way.why(), List.of(way), operation, subject, false);
    }

    private static Finding finding(
            Risk risk, String id, String why, List<Way> ways, Operation operation, Subject subject, boolean guarded) {
        Set<String> guards = new LinkedHashSet<>();
        ways.forEach(way -> guards.addAll(List.of(way.guard().split(" && ", -1))));
        return new Finding(
                id,
                risk.level(),
                operation,
                subject.rule(operation),
                why,
                guarded,
                List.copyOf(guards),
                denial(risk, subject),
                risk);
    }

    /** The line that closes a risk for good: the allowed operations that open it. */
    private static String denial(Risk risk, Subject subject) {
        List<String> ids = risk.operations().stream()
                .filter(operation -> subject.stance(operation) != Stance.CLOSED)
                .map(Operation::id)
                .toList();
        return "deny: [" + String.join(", ", ids) + "]";
    }
}
