package io.caisson.language.importing;

import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Tag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Asks an original about every operation of the catalogue. */
final class Survey {
    /** Kinds of objects whose name a condition knows. */
    private static final Set<Tag> NAMED = EnumSet.of(Tag.CONTAINER, Tag.NETWORK, Tag.VOLUME);
    /** Something that no original mentions: who lets it follow a name, lets anything follow it. */
    private static final String ANYTHING = "qx7";

    private final Origin origin;
    private final List<Finding> findings = new ArrayList<>();

    private Survey(Origin origin) {
        this.origin = origin;
    }

    /** What the original says of each operation that it opens, in the order of the catalogue. */
    static List<Finding> of(Origin origin) {
        Survey survey = new Survey(origin);
        for (Operation operation : Operation.all()) {
            // The two that are bound to no path cannot be meant by a path.
            if (operation.path().startsWith("/")) {
                survey.ask(operation);
            }
        }
        return List.copyOf(survey.findings);
    }

    private void ask(Operation operation) {
        Set<String> versions = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        Optional<Line> opener = Optional.empty();
        for (String version : Samples.versions(operation)) {
            for (String name : Samples.names(operation)) {
                Optional<Line> line = passes(operation, version, name);
                if (line.isPresent()) {
                    versions.add(version);
                    names.add(name);
                    opener = opener.or(() -> line);
                }
            }
        }
        if (opener.isPresent()) {
            findings.add(new Finding.Open(operation, opener.get(), versions, names));
        } else if (operation.path().indexOf('{') >= 0) {
            askForWords(operation);
        }
    }

    private Optional<Line> passes(Operation operation, String version, String name) {
        return origin.allows(operation.method().name(), Samples.path(operation, version, name));
    }

    private Optional<Line> passesInAnyVersion(Operation operation, String name) {
        return Samples.versions(operation).stream()
                .flatMap(version -> passes(operation, version, name).stream())
                .findFirst();
    }

    /** Asks for names that the original mentions, since it does not let all names pass. */
    private void askForWords(Operation operation) {
        List<String> exact = new ArrayList<>();
        Set<String> tests = new TreeSet<>();
        Optional<Line> opener = Optional.empty();
        for (String word : origin.words()) {
            Optional<Line> any = Optional.empty();
            for (String[] form : new String[][] {
                {word + ANYTHING, "target.name.startsWith(\"" + word + "\")"},
                {ANYTHING + word, "target.name.endsWith(\"" + word + "\")"}
            }) {
                any = passesInAnyVersion(operation, form[0]);
                if (any.isPresent()) {
                    tests.add(form[1]);
                    opener = opener.or(() -> passesInAnyVersion(operation, form[0]));
                    break;
                }
            }
            Optional<Line> itself = passesInAnyVersion(operation, word);
            if (any.isEmpty() && itself.isPresent()) {
                exact.add(word);
                opener = opener.or(() -> itself);
            }
        }
        if (opener.isEmpty()) {
            return;
        }
        exact.sort(null);
        List<String> all = new ArrayList<>(tests);
        if (exact.size() == 1) {
            all.addFirst("target.name == \"" + exact.getFirst() + "\"");
        } else if (!exact.isEmpty()) {
            all.addFirst("target.name in [\"" + String.join("\", \"", exact) + "\"]");
        }
        String condition = String.join(" || ", all);
        findings.add(new Finding.Named(
                operation, opener.get(), NAMED.contains(operation.tag()) ? condition : "", condition));
    }
}
