package io.caisson.app.tool.diff;

import io.caisson.app.tool.policy.Chosen;
import io.caisson.app.tool.policy.Policies;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Mode;
import io.caisson.core.risk.Finding;
import io.caisson.core.risk.PolicySubject;
import io.caisson.core.risk.Risks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of one policy.
 *
 * @param name its name
 * @param before the policy in the old configuration, if it is there
 * @param after the policy in the new configuration, if it is there
 * @param changes by kind, gained first
 * @param risksGained findings that only the new policy has
 * @param risksLost findings that only the old policy has
 */
public record PolicyDiff(
        String name,
        Optional<Chosen> before,
        Optional<Chosen> after,
        List<Change> changes,
        List<Finding> risksGained,
        List<Finding> risksLost) {
    public PolicyDiff {
        changes = List.copyOf(changes);
        risksGained = List.copyOf(risksGained);
        risksLost = List.copyOf(risksLost);
    }

    /** The policies of two configurations, compared by their names. */
    public static List<PolicyDiff> between(Policies before, Policies after) {
        Set<String> names = new LinkedHashSet<>(before.names());
        names.addAll(after.names());
        // Two files with one policy each are compared even where it was renamed.
        if (before.names().size() == 1 && after.names().size() == 1) {
            return List.of(of(after.names().getFirst(), before.find(""), after.find("")));
        }
        return names.stream()
                .map(name -> of(name, before.find(name), after.find(name)))
                .toList();
    }

    private static PolicyDiff of(String name, Optional<Chosen> before, Optional<Chosen> after) {
        List<Finding> risksBefore = before.map(PolicyDiff::risks).orElse(List.of());
        List<Finding> risksAfter = after.map(PolicyDiff::risks).orElse(List.of());
        return new PolicyDiff(
                name,
                before,
                after,
                changes(before, after),
                without(risksAfter, risksBefore),
                without(risksBefore, risksAfter));
    }

    private static List<Finding> risks(Chosen chosen) {
        return Risks.in(new PolicySubject(chosen.policy()));
    }

    private static List<Finding> without(List<Finding> some, List<Finding> others) {
        List<String> known = others.stream().map(PolicyDiff::key).toList();
        return some.stream().filter(finding -> !known.contains(key(finding))).toList();
    }

    private static String key(Finding finding) {
        return finding.id() + finding.guarded();
    }

    /** Whether nothing that is said of calls changes. */
    public boolean isEmpty() {
        return changes.isEmpty() && modes().isEmpty();
    }

    /** The change of the mode in words, or empty. */
    public String modes() {
        Optional<Mode> old = before.map(chosen -> chosen.policy().mode());
        Optional<Mode> now = after.map(chosen -> chosen.policy().mode());
        return old.isPresent() && now.isPresent() && !old.equals(now)
                ? now.get() == Mode.SHADOW
                        ? "refusals are only recorded now: the policy is in shadow"
                        : "refusals are enforced now: the policy is no longer in shadow"
                : "";
    }

    private static List<Change> changes(Optional<Chosen> before, Optional<Chosen> after) {
        Terms never = new Terms(Terms.State.NEVER, List.of(), List.of());
        record Key(Change.Kind kind, Terms before, Terms after) {}
        Map<Key, List<Operation>> alike = new LinkedHashMap<>();
        for (Operation operation : Operation.all()) {
            Terms old =
                    before.map(chosen -> Terms.of(chosen.policy(), operation)).orElse(never);
            Terms now =
                    after.map(chosen -> Terms.of(chosen.policy(), operation)).orElse(never);
            if (!old.equals(now)) {
                alike.computeIfAbsent(new Key(kind(old, now), old, now), key -> new ArrayList<>())
                        .add(operation);
            }
        }
        List<Change> changes = new ArrayList<>();
        for (Change.Kind kind : Change.Kind.values()) {
            alike.forEach((key, operations) -> {
                if (key.kind() == kind) {
                    changes.add(new Change(kind, operations, key.before(), key.after()));
                }
            });
        }
        return changes;
    }

    private static Change.Kind kind(Terms old, Terms now) {
        if (old.state() == Terms.State.NEVER) {
            return Change.Kind.GAINED;
        }
        if (now.state() == Terms.State.NEVER) {
            return Change.Kind.LOST;
        }
        int direction = now.state().compareTo(old.state());
        return direction > 0 ? Change.Kind.WIDENED : direction < 0 ? Change.Kind.NARROWED : Change.Kind.ALTERED;
    }
}
