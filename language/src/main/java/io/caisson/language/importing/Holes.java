package io.caisson.language.importing;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What an original lets pass that its author hardly meant. Asked with requests that are on no operation's path. */
final class Holes {
    private final Origin origin;
    /** Per hole, the first example of each line that has it. */
    private final Map<String, Map<Line, String>> found = new LinkedHashMap<>();

    private Holes(Origin origin) {
        this.origin = origin;
    }

    /** Sentences for the report; {@code open} is what the policy allows without a condition. */
    static List<String> in(Origin origin, List<Finding> findings, Set<Operation> open) {
        Holes holes = new Holes(origin);
        for (Finding finding : findings) {
            holes.probe(finding, "lets paths pass that only begin like it", path -> path + "foo");
            holes.probe(finding, "lets paths pass that only end like it", path -> "/foo" + path);
            holes.probe(finding, "takes capital letters for small ones", path -> path.toUpperCase(Locale.ROOT));
            if (!Samples.names(finding.operation()).getFirst().isEmpty()) {
                holes.climb(finding);
            }
        }
        List<String> sentences = new ArrayList<>(holes.sentences());
        content(findings, open).ifPresent(sentences::add);
        return sentences;
    }

    private void probe(Finding finding, String hole, UnaryOperator<String> change) {
        Operation operation = finding.operation();
        // A path that ends with a name ends with another name when something is added.
        if (operation.path().endsWith("}")) {
            return;
        }
        String name = Samples.names(operation).getFirst();
        // Each part of a probe stays what it is but for the change, so versions are put before it.
        for (String version : List.of("", "/v1.41")) {
            String plain = Samples.path(operation, "", name);
            note(finding, hole, version + change.apply(plain));
        }
    }

    /** A path that climbs out of the collection that it begins with. */
    private void climb(Finding finding) {
        for (String version : List.of("", "/v1.41")) {
            note(
                    finding,
                    "lets a path climb out with two dots",
                    Samples.path(finding.operation(), version, "../../secrets/x"));
        }
    }

    private void note(Finding finding, String hole, String path) {
        String method = finding.operation().method().name();
        Optional<Line> line = origin.allows(method, path);
        if (line.isPresent() && line.get() == finding.line()) {
            found.computeIfAbsent(hole, none -> new LinkedHashMap<>()).putIfAbsent(line.get(), method + " " + path);
        }
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        found.forEach((hole, lines) -> {
            Map.Entry<Line, String> first = lines.entrySet().iterator().next();
            String others = lines.size() == 1 ? "" : ", and " + (lines.size() - 1) + " more do";
            sentences.add(first.getKey().name() + " " + hole + ", such as `" + first.getValue() + "`" + others
                    + "; here only paths of the API pass");
        });
        return sentences;
    }

    /** Content that passes where somebody meant to let metadata be read. */
    private static Optional<String> content(List<Finding> findings, Set<Operation> open) {
        Map<Line, List<String>> content = new LinkedHashMap<>();
        for (Finding finding : findings) {
            boolean metadataToo = findings.stream()
                    .anyMatch(other ->
                            other.line() == finding.line() && other.operation().access() == Access.VIEW);
            if (finding.operation().access() == Access.READ && metadataToo && open.contains(finding.operation())) {
                content.computeIfAbsent(finding.line(), none -> new ArrayList<>())
                        .add(finding.operation().id());
            }
        }
        if (content.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        content.forEach((line, ids) -> parts.add(line.name() + " opens " + String.join(", ", ids)));
        return Optional.of("content passes with metadata: " + String.join("; ", parts)
                + "; it is kept, take out what is not needed");
    }
}
