package io.caisson.app.tool.learn;

import io.caisson.app.tool.request.Asked;
import io.caisson.app.tool.request.RequestReader;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;
import io.caisson.language.Loaded;
import io.caisson.language.PolicyFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles proposals with the language's own compiler and judges with them what was recorded. */
final class Rehearsal {
    private final RequestReader reader = new RequestReader();

    /**
     * A proposal that refuses nothing of what was seen: clauses that do not compile, or that a recorded call does not
     * fulfil, are left out.
     */
    Proposal tightened(Proposal proposal) {
        List<Proposal.Line> lines = new ArrayList<>();
        for (Proposal.Line line : proposal.lines()) {
            lines.add(holds(proposal.name(), line) ? line : repaired(proposal.name(), line));
        }
        return new Proposal(proposal.name(), lines);
    }

    private Proposal.Line repaired(String name, Proposal.Line line) {
        List<String> sound = new ArrayList<>();
        for (String clause : line.clauses()) {
            if (holds(name, line.with(List.of(clause), ""))) {
                sound.add(clause);
            }
        }
        // Each holds alone, but together they may be longer than an expression can be.
        while (!sound.isEmpty() && !holds(name, line.with(sound, ""))) {
            sound.remove(Collections.max(sound, Comparator.comparingInt(String::length)));
        }
        return line.with(sound, "a condition that did not hold for every call was left out");
    }

    private boolean holds(String name, Proposal.Line line) {
        return compile(PolicyText.bare(new Proposal(name, List.of(line))))
                .map(policy -> refused(policy, line.sightings()).isEmpty())
                .orElse(false);
    }

    /** The recorded calls that a policy would refuse. */
    List<Sighting> refused(Policy policy, List<Sighting> sightings) {
        return sightings.stream()
                .filter(each -> each.seen().facts() != Seen.Facts.ABSENT)
                .filter(each -> !isAllowed(policy, each))
                .toList();
    }

    private boolean isAllowed(Policy policy, Sighting sighting) {
        return reader.read(Sightings.request(sighting), policy) instanceof Asked.Call call
                && policy.decide(call.question()) instanceof Decision.Allow;
    }

    /** The policy of a text; empty where the text does not hold. */
    Optional<Policy> compile(String text) {
        return PolicyFiles.compile(Map.of("proposal", text), Map.of()) instanceof Loaded.Valid valid
                ? valid.snapshot().policies().values().stream().findFirst()
                : Optional.empty();
    }
}
