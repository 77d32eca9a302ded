package io.caisson.language.importing;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Tag;
import io.caisson.core.http.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** From what an original says of the operations to a policy and a report. */
final class Translation {
    private final Origin origin;
    private final List<Finding> findings;
    private final Set<Operation> open = EnumSet.noneOf(Operation.class);
    private final Map<Operation, String> conditional = new LinkedHashMap<>();
    private final List<String> withheld = new ArrayList<>();
    private final List<String> stricter = new ArrayList<>();
    private final List<String> wider = new ArrayList<>();
    private final List<String> unsaid = new ArrayList<>();

    private Translation(Origin origin) {
        this.origin = origin;
        this.findings = Survey.of(origin);
    }

    /** The policy of an original, under a name. */
    static Imported.Policy of(Origin origin, String name) {
        Translation translation = new Translation(origin.withoutCallers());
        translation.rules();
        translation.versions();
        translation.names();
        translation.silentLines();
        translation.conditions();
        Draft draft = new Draft(name, translation.open, translation.conditional, translation.withheld);
        List<String> holes = Holes.in(translation.origin, translation.findings, translation.open);
        return new Imported.Policy(origin.kind(), draft.block(), translation.report(name, holes));
    }

    private void rules() {
        Map<String, List<String>> left = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Operation operation = finding.operation();
            String byTheWay = byTheWay(finding);
            if (!byTheWay.isEmpty()) {
                left.computeIfAbsent(byTheWay, none -> new ArrayList<>()).add(operation.id());
                continue;
            }
            switch (finding) {
                case Finding.Open ignored -> open.add(operation);
                case Finding.Named named -> {
                    if (named.condition().isEmpty()) {
                        withheld.add("- " + operation.id() + "   # in the original only where " + named.words());
                        unsaid.add(
                                named.line().name() + " opens " + operation.id() + " for some names only; a name there"
                                        + " can be written in many ways, so"
                                        + " it is left out and stands in the"
                                        + " file as a comment");
                    } else {
                        conditional.put(operation, named.condition());
                    }
                }
            }
        }
        left.forEach((why, ids) -> stricter.add(why + " " + list(ids)));
        if (!conditional.isEmpty()) {
            stricter.add(
                    "names are those of the object and not the text of the path, so an object cannot be reached by its"
                            + " id past a condition on its name: "
                            + list(conditional.keySet().stream()
                                    .map(Operation::id)
                                    .toList()));
        }
        stricter.add("a path that no engine has is refused, whatever a pattern says, and so is a path that can be read"
                + " in two ways");
    }

    /** Why an operation is left out that a line opens without meaning it, or empty. */
    private String byTheWay(Finding finding) {
        Operation operation = finding.operation();
        boolean writes = operation.access() == Access.EXEC || operation.access() == Access.CONTROL;
        boolean reads = operation.method() == Method.GET || operation.method() == Method.HEAD;
        if (reads && writes && alsoOpens(finding, other -> other.access() == Access.VIEW)) {
            return "not opened by a line for reading, because they write or run something:";
        }
        if (operation.tag() == Tag.DEBUG && alsoOpens(finding, other -> other.tag() != Tag.DEBUG)) {
            return "the debugging of the engine is not opened by the way:";
        }
        if (operation.tag().libpod() && alsoOpens(finding, other -> !other.tag().libpod())) {
            return "Podman's own API is not opened by the way, write rules for it if the engine is Podman:";
        }
        return "";
    }

    private boolean alsoOpens(Finding finding, Predicate<Operation> kind) {
        return findings.stream().anyMatch(other -> other.line() == finding.line() && kind.test(other.operation()));
    }

    /** Originals that take some versions only: here a rule holds for all that the engine serves. */
    private void versions() {
        Map<String, List<String>> pinned = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (finding instanceof Finding.Open some && open.contains(some.operation())) {
                List<String> all = origin.versions(some.operation());
                // Clients ask whether the engine answers before they know its version.
                boolean ping = some.operation().path().endsWith("/_ping")
                        && some.versions().contains("");
                if (some.versions().size() < all.size() && !ping) {
                    pinned.computeIfAbsent(versions(some, all), none -> new ArrayList<>())
                            .add(some.operation().id());
                }
            }
        }
        pinned.forEach(
                (versions, ids) -> wider.add(versions + " in the original, and in all versions here: " + list(ids)));
    }

    private static String versions(Finding.Open some, List<String> all) {
        if (some.versions().equals(Set.of(""))) {
            return "only without a version";
        }
        if (some.versions().size() == all.size() - 1 && !some.versions().contains("")) {
            return "only with a version";
        }
        Set<String> sorted = new TreeSet<>();
        for (String version : some.versions()) {
            sorted.add(version.isEmpty() ? "no version" : version.substring(1));
        }
        return "pinned to " + String.join(", ", sorted) + " (of those asked)";
    }

    private void names() {
        Map<String, List<String>> some = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (finding instanceof Finding.Open opened && open.contains(opened.operation())) {
                Set<String> missing = new LinkedHashSet<>(Samples.names(opened.operation()));
                missing.removeAll(opened.names());
                if (!missing.isEmpty()) {
                    some.computeIfAbsent(list(missing.stream().toList()), none -> new ArrayList<>())
                            .add(opened.operation().id());
                }
            }
        }
        some.forEach(
                (missing, ids) -> wider.add("for names of every form, not only those of the original, which refused "
                        + missing + ": " + list(ids)));
    }

    /** Lines that let nothing pass that is an operation. */
    private void silentLines() {
        List<String> silent = new ArrayList<>();
        for (Line line : origin.lines()) {
            if (line.allows() && line.unsaid().isEmpty() && !opensSomething(line)) {
                silent.add(line.name());
            }
        }
        if (!silent.isEmpty()) {
            unsaid.add("no request for an operation of the API passes by " + list(silent)
                    + (silent.size() == 1 ? ": it opens nothing" : ": they open nothing"));
        }
    }

    /** Whether a line by itself covers an operation, also if an earlier one covers it too. */
    private boolean opensSomething(Line line) {
        if (findings.stream().anyMatch(finding -> finding.line() == line)) {
            return true;
        }
        return !byItself(line).isEmpty();
    }

    /** Lines that depend on what rules do not speak of. */
    private void conditions() {
        for (Line line : origin.lines()) {
            if (line.unsaid().isEmpty()) {
                continue;
            }
            if (!line.allows()) {
                stricter.add(line.name() + " refuses only with " + line.unsaid() + ", and here always");
                continue;
            }
            boolean whole = true;
            for (Finding finding : byItself(line)) {
                Operation operation = finding.operation();
                Optional<String> guard = Optional.ofNullable(origin.guards().get(operation));
                if (guard.isPresent() && finding instanceof Finding.Open) {
                    conditional.put(operation, guard.get());
                } else if (!open.contains(operation)) {
                    withheld.add(withNames(finding) + " with " + line.unsaid());
                    whole = false;
                }
            }
            if (!whole) {
                unsaid.add(line.name() + " depends on " + line.unsaid()
                        + "; what it opens is left out and stands in the file as comments");
            }
        }
        unsaid.addAll(origin.unsaid());
    }

    /** A rule as a comment, with the names that it is for, up to what else it depends on. */
    private static String withNames(Finding finding) {
        String names = finding instanceof Finding.Named named ? " where " + named.words() : "";
        return "- " + finding.operation().id() + "   # in the original only" + names;
    }

    /** What a line opens when what it depends on is left aside. */
    private List<Finding> byItself(Line line) {
        Line plain = new Line(line.number(), line.text(), true, "", line.test());
        return Survey.of(new Origin(origin.kind(), List.of(plain), false, origin.words(), List.of()));
    }

    private ImportReport report(String name, List<String> holes) {
        long lines = origin.lines().stream().filter(Line::allows).count();
        String summary = "From " + origin.kind() + " with " + lines + (lines == 1 ? " line" : " lines")
                + " that let something pass: the policy `" + name + "` allows " + open.size()
                + (open.size() == 1 ? " operation" : " operations")
                + (conditional.isEmpty() ? "" : ", and " + conditional.size() + " under a condition")
                + "; everything else is refused.";
        return new ImportReport(summary, stricter, wider, unsaid, holes);
    }

    private static String list(List<String> items) {
        return String.join(", ", items);
    }
}
