package io.caisson.language.importing;

import io.caisson.core.docker.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The original as this tool understands it: its lines in order, of which the first that covers a request decides.
 *
 * @param kind what it is, for the report, for example {@code CetusGuard rules}
 * @param lines in the order in which they are asked
 * @param otherwise whether a request passes that no line covers
 * @param words names that its lines mention, which may be names of containers, networks or volumes
 * @param unsaid what of it has no counterpart in the rules of a policy, as sentences for the report
 * @param guards of some operations, what lines say besides method and path, as a condition
 */
record Origin(
        String kind,
        List<Line> lines,
        boolean otherwise,
        Set<String> words,
        List<String> unsaid,
        Map<Operation, String> guards) {
    /** Most versions of the lines' own that are asked about. */
    private static final int VERSIONS_MAX = 8;

    private static final String LISTENER = "who may connect is a matter of the listener";
    private static final Line OTHERWISE = new Line(0, "no line refuses it", true, "", (method, path) -> true);

    Origin {
        lines = List.copyOf(lines);
        words = Set.copyOf(words);
        unsaid = List.copyOf(unsaid);
        guards = Map.copyOf(guards);
    }

    /** One that speaks of method and path alone. */
    Origin(String kind, List<Line> lines, boolean otherwise, Set<String> words, List<String> unsaid) {
        this(kind, lines, otherwise, words, unsaid, Map.of());
    }

    /** The version prefixes with which an operation is asked about: the usual ones, and those of the lines. */
    List<String> versions(Operation operation) {
        List<String> versions = new ArrayList<>(Samples.versions(operation));
        words.stream()
                .filter(word -> word.matches("v[0-9]{1,2}([.][0-9]{1,3}){1,2}"))
                .map(word -> "/" + word)
                .filter(version -> !versions.contains(version))
                .sorted()
                .limit(VERSIONS_MAX)
                .forEach(versions::add);
        return versions;
    }

    /**
     * The line that lets a request pass. A line that depends on something unsaid lets nothing pass and refuses always:
     * where this tool is unsure, the policy is the stricter one.
     */
    Optional<Line> allows(String method, String path) {
        for (Line line : lines) {
            if (!line.covers(method, path) || line.allows() && !line.unsaid().isEmpty()) {
                continue;
            }
            return line.allows() ? Optional.of(line) : Optional.empty();
        }
        return otherwise ? Optional.of(OTHERWISE) : Optional.empty();
    }

    /**
     * The same without what it says of callers, where that is the same for all that it lets pass: it is for a listener
     * to say then, and the report says so.
     */
    Origin withoutCallers() {
        List<String> allowed =
                lines.stream().filter(Line::allows).map(Line::unsaid).distinct().toList();
        boolean shared = allowed.size() == 1 && allowed.getFirst().startsWith(Term.CALLERS);
        List<Line> kept = new ArrayList<>();
        List<String> said = new ArrayList<>(unsaid);
        for (Line line : lines) {
            boolean callers = line.unsaid().startsWith(Term.CALLERS);
            if (!line.allows() && callers) {
                said.add(line.name() + " refuses " + line.unsaid() + ": " + LISTENER);
            } else {
                kept.add(line.allows() && shared ? new Line(line.number(), line.text(), true, "", line.test()) : line);
            }
        }
        if (shared) {
            said.add("everything is for " + allowed.getFirst() + ": " + LISTENER);
        }
        return new Origin(kind, kept, otherwise, words, said, guards);
    }
}
