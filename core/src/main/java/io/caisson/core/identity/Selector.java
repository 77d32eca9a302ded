package io.caisson.core.identity;

import java.util.List;

/**
 * Which callers a client rule speaks of: those who fit every criterion; without any, everybody.
 *
 * @param criteria what is asked
 * @param text as it was written, on one line
 */
public record Selector(List<Criterion> criteria, String text) {
    public Selector {
        criteria = List.copyOf(criteria);
    }

    /**
     * Whether a caller fits. What cannot be told counts only where nothing else says no, so that the answer does not
     * hang on the order of the criteria.
     */
    public Match test(Principal principal) {
        Match result = Match.YES;
        for (Criterion criterion : criteria) {
            Match match = criterion.test(principal);
            if (match instanceof Match.No) {
                return match;
            }
            if (match instanceof Match.Unclear) {
                result = match;
            }
        }
        return result;
    }

    /** Whether it speaks of containers. */
    public boolean asksForContainer() {
        return criteria.stream().anyMatch(Criterion.InContainer.class::isInstance);
    }

    /** Whether it speaks of the process behind a unix socket, which its container is found by too. */
    public boolean asksForProcess() {
        return criteria.stream()
                .anyMatch(criterion -> criterion instanceof Criterion.ByUser
                        || criterion instanceof Criterion.ByGroup
                        || criterion instanceof Criterion.ByProcess);
    }

    /** Whether it speaks of what each request proves. */
    public boolean asksForCredential() {
        return criteria.stream()
                .anyMatch(criterion ->
                        criterion instanceof Criterion.ByToken || criterion instanceof Criterion.ByStatement);
    }
}
