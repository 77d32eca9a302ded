package io.caisson.language.importing;

import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Tag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Asks an original about every operation of the catalogue. */
final class Survey {
    /** Kinds of objects whose name a condition knows. */
    private static final Set<Tag> NAMED =
            EnumSet.of(Tag.CONTAINER, Tag.NETWORK, Tag.VOLUME, Tag.SERVICE, Tag.SECRET, Tag.CONFIG);

    private static final Set<String> PATH_WORDS = pathWords();

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
        for (String version : origin.versions(operation)) {
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
        return origin.versions(operation).stream()
                .flatMap(version -> passes(operation, version, name).stream())
                .findFirst();
    }

    /** Asks for names that the original mentions, since it does not let all names pass. */
    private void askForWords(Operation operation) {
        List<String> exact = new ArrayList<>();
        Set<String> tests = new TreeSet<>();
        Optional<Line> opener = Optional.empty();
        for (String word : candidates(operation)) {
            Optional<Line> by = Optional.empty();
            for (NameForm form : NameForm.values()) {
                by = passesInAnyVersion(operation, form.sample(word));
                if (by.isPresent()) {
                    tests.add(form.test(word));
                    break;
                }
            }
            if (by.isEmpty()) {
                by = passesInAnyVersion(operation, word);
                by.ifPresent(line -> exact.add(word));
            }
            opener = opener.isPresent() ? opener : by;
        }
        if (opener.isPresent()) {
            String condition = condition(exact, tests);
            String said = NAMED.contains(operation.tag()) ? condition : "";
            findings.add(new Finding.Named(operation, opener.get(), said, condition));
        }
    }

    /**
     * Words that may be a name of the operation's object. The words of the paths themselves are none: a loose pattern
     * finds them where a name stands, which nobody meant.
     */
    private Set<String> candidates(Operation operation) {
        Set<String> candidates = new TreeSet<>();
        String template = operation.path();
        String before = template.substring(0, template.indexOf('{'));
        String after = template.substring(template.lastIndexOf('}') + 1);
        for (String word : origin.words()) {
            int start = word.indexOf(before);
            boolean whole =
                    start >= 0 && word.endsWith(after) && start + before.length() < word.length() - after.length();
            if (whole && template.contains("*}")) {
                candidates.add(word.substring(start + before.length(), word.length() - after.length()));
            } else if (word.indexOf('/') < 0 && !PATH_WORDS.contains(word)) {
                candidates.add(word);
            }
        }
        return candidates;
    }

    private static String condition(List<String> exact, Set<String> tests) {
        List<String> all = new ArrayList<>(tests);
        exact.sort(null);
        if (exact.size() == 1) {
            all.addFirst("target.name == \"" + exact.getFirst() + "\"");
        } else if (!exact.isEmpty()) {
            all.addFirst("target.name in [\"" + String.join("\", \"", exact) + "\"]");
        }
        return String.join(" || ", all);
    }

    /** What may stand around a word in a name; asked in this order. */
    private enum NameForm {
        BEGINS("%sqx7", "target.name.startsWith(\"%s\")"),
        ENDS("qx7%s", "target.name.endsWith(\"%s\")"),
        NUMBERED("%s7", "target.name.matches(\"^%s[0-9]+$\")");

        private final String sample;
        private final String test;

        NameForm(String sample, String test) {
            this.sample = sample;
            this.test = test;
        }

        /** A name of this form that nothing else explains: no original mentions it. */
        String sample(String word) {
            return sample.replace("%s", word);
        }

        String test(String word) {
            return test.replace("%s", this == NUMBERED ? word.replace(".", "[.]") : word);
        }
    }

    /** The words of the paths themselves. */
    private static Set<String> pathWords() {
        Set<String> words = new HashSet<>();
        for (Operation operation : Operation.all()) {
            for (String segment : operation.path().split("/", -1)) {
                if (!segment.startsWith("{")) {
                    words.add(segment);
                }
            }
        }
        return words;
    }
}
