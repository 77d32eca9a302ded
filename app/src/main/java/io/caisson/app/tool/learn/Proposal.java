package io.caisson.app.tool.learn;

import io.caisson.core.docker.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The smallest policy that allows what was seen.
 *
 * @param name of the policy
 * @param lines one for each operation, in the order of the catalogue
 */
public record Proposal(String name, List<Line> lines) {
    public Proposal {
        lines = List.copyOf(lines);
    }

    /**
     * One operation.
     *
     * @param clauses what must hold, all of it; empty where every call is allowed
     * @param count how many calls were seen
     * @param callers who made them, with how many each
     * @param notes what a person should know
     */
    public record Line(
            Operation operation,
            List<String> clauses,
            long count,
            Map<String, Long> callers,
            List<String> notes,
            List<Sighting> sightings) {
        public Line {
            clauses = List.copyOf(clauses);
            notes = List.copyOf(notes);
            sightings = List.copyOf(sightings);
        }

        /** The same with other clauses. */
        Line with(List<String> others, String note) {
            List<String> more = new ArrayList<>(notes);
            more.add(note);
            return new Line(operation, others, count, callers, more, sightings);
        }
    }

    /** Makes a proposal of what was seen. */
    static Proposal of(String name, List<Sighting> all) {
        Scopes scopes = new Scopes(all);
        Map<Operation, List<Sighting>> byOperation = new LinkedHashMap<>();
        all.forEach(each -> byOperation
                .computeIfAbsent(each.call().operation(), key -> new ArrayList<>())
                .add(each));
        List<Line> lines = byOperation.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(entry -> line(entry.getKey(), entry.getValue(), scopes))
                .toList();
        return new Proposal(
                name, lines.stream().map(line -> lookingFor(line, lines)).toList());
    }

    /**
     * A client that asks whether an object is there must be told when it is not. The gate says so only where it keeps
     * no secret by saying it: where all objects of the kind can be listed or looked at.
     */
    private static Line lookingFor(Line line, List<Line> all) {
        Optional<Operation> list = Looks.list(line.operation());
        boolean misses = line.sightings().stream().anyMatch(each -> each.seen().facts() == Seen.Facts.ABSENT);
        boolean listed = all.stream()
                .anyMatch(each -> list.isPresent()
                        && each.operation() == list.get()
                        && each.clauses().isEmpty());
        if (!misses || list.isEmpty() || listed) {
            return line;
        }
        return line.with(
                line.clauses().stream()
                        .filter(clause -> !clause.startsWith("target."))
                        .toList(),
                "of any object, because the client asked for some that were not there");
    }

    private static Line line(Operation operation, List<Sighting> sightings, Scopes scopes) {
        Set<String> clauses = new LinkedHashSet<>();
        List<String> notes = new ArrayList<>();
        List<Sighting> known = sightings.stream()
                .filter(each -> each.seen().facts() == Seen.Facts.KNOWN)
                .toList();
        boolean blind = sightings.stream().anyMatch(each -> each.seen().facts() == Seen.Facts.UNKNOWN);
        if (blind) {
            notes.add("from records without bodies and objects, so without conditions on them");
        } else if (!known.isEmpty()) {
            scopes.clause(known).ifPresent(clauses::add);
        }
        clauses.addAll(Habits.query(operation, sightings));
        if (!blind && !known.isEmpty()) {
            clauses.addAll(Habits.body(operation, known));
        }
        long count = 0;
        Map<String, Long> callers = new LinkedHashMap<>();
        for (Sighting sighting : sightings) {
            count += sighting.times().count();
            callers.merge(sighting.seen().who(), sighting.times().count(), Long::sum);
        }
        return new Line(operation, List.copyOf(clauses), count, callers, notes, sightings);
    }
}
