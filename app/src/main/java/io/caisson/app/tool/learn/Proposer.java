package io.caisson.app.tool.learn;

import io.caisson.app.tool.Page;
import io.caisson.core.policy.Policy;
import io.caisson.core.risk.Finding;
import io.caisson.core.risk.PolicySubject;
import io.caisson.core.risk.Risks;
import java.util.ArrayList;
import java.util.List;

/** From a record to the text of a policy. */
public final class Proposer {
    private Proposer() {}

    /**
     * A proposal in full.
     *
     * @param text the policy file
     * @param calls how many calls it was rehearsed with
     * @param refused how many of those it would refuse: none, unless the language and the record disagree
     */
    public record Outcome(String text, long calls, long refused) {}

    /** The smallest policy that allows what was seen. */
    public static Outcome propose(LearnRecord record, String name) {
        List<Sighting> sightings = new Sightings().of(record.calls());
        Rehearsal rehearsal = new Rehearsal();
        Proposal proposal = rehearsal.tightened(Proposal.of(name, sightings));
        Policy policy = rehearsal
                .compile(PolicyText.bare(proposal))
                .orElseThrow(() -> new IllegalStateException("the proposal does not compile"));
        List<Finding> findings = Risks.in(new PolicySubject(policy));
        long refused = count(rehearsal.refused(policy, sightings));
        long calls = count(sightings);
        return new Outcome(
                PolicyText.commented(proposal, intro(record, sightings, calls, refused), findings), calls, refused);
    }

    private static long count(List<Sighting> sightings) {
        return sightings.stream().mapToLong(each -> each.times().count()).sum();
    }

    private static List<String> intro(LearnRecord record, List<Sighting> sightings, long calls, long refused) {
        List<String> intro = new ArrayList<>();
        String first = sightings.stream()
                .map(each -> each.times().first())
                .min(String::compareTo)
                .orElse("");
        String last = sightings.stream()
                .map(each -> each.times().last())
                .max(String::compareTo)
                .orElse("");
        long callers =
                sightings.stream().map(each -> each.seen().who()).distinct().count();
        intro.add("Proposed by caisson learn from " + Page.count(calls, "call") + " of "
                + Page.count(callers, "caller") + " in " + Page.count(record.runs(), "run") + ", between " + first
                + " and " + last + ".");
        intro.add("What was not done while it learned is refused. Read it before you use it: widen what is too"
                + " narrow, and remove what the client should not do.");
        intro.add("Rehearsed with everything that was recorded: " + Page.count(calls - refused, "call") + " allowed, "
                + refused + " refused.");
        if (record.left() > 0) {
            intro.add("The record is full: " + Page.count(record.left(), "call") + " found no room in it, so that"
                    + " this policy may be too narrow.");
        }
        return intro;
    }
}
