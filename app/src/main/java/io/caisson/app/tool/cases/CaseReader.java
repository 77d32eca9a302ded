package io.caisson.app.tool.cases;

import io.caisson.app.tool.request.Fields;
import io.caisson.app.tool.request.RequestFile;
import io.caisson.core.config.Problem;
import io.caisson.core.config.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the tree of a case file to its cases: a list of mappings. */
public final class CaseReader {
    private static final List<String> FIELDS = fields();
    private static final List<String> EXPECTATION_FIELDS = List.of("decision", "rule", "reason");

    private CaseReader() {}

    /** The cases of a file; where problems are added the cases mean nothing. */
    public static List<Case> read(Node file, List<Problem> problems) {
        if (!(file instanceof Node.Sequence sequence)) {
            problems.add(new Problem(
                    "",
                    "a case file is a list",
                    Optional.of(file.position()),
                    "each case begins with `- name: ...`",
                    ""));
            return List.of();
        }
        List<Case> cases = new ArrayList<>();
        for (Node item : sequence.items()) {
            Fields fields = new Fields(item, FIELDS, problems);
            cases.add(new Case(
                    fields.required("name"),
                    fields.text("policy"),
                    RequestFile.read(fields, problems),
                    expectation(fields, problems),
                    item.position()));
        }
        return cases;
    }

    private static Case.Expectation expectation(Fields fields, List<Problem> problems) {
        Optional<Node> expected = fields.node("expect");
        if (expected.isEmpty()) {
            fields.problem(fields.position(), "`expect` is missing", "write `expect: {decision: allow}` or deny");
            return new Case.Expectation(false, Optional.empty(), Optional.empty());
        }
        if (expected.get() instanceof Node.Scalar word) {
            return new Case.Expectation(decision(word, fields), Optional.empty(), Optional.empty());
        }
        Fields inner = new Fields(expected.get(), EXPECTATION_FIELDS, problems);
        Optional<Node> decision = inner.node("decision");
        if (decision.isEmpty()) {
            inner.problem(inner.position(), "`decision` is missing", "it is allow or deny");
        }
        return new Case.Expectation(
                decision.isPresent() && decision.get() instanceof Node.Scalar word && decision(word, inner),
                inner.node("rule").map(node -> inner.text("rule")),
                inner.node("reason").map(node -> inner.text("reason")));
    }

    private static boolean decision(Node.Scalar word, Fields fields) {
        if (!word.text().equals("allow") && !word.text().equals("deny")) {
            fields.problem(word.position(), "`" + word.text() + "` is no decision", "it is allow or deny");
        }
        return word.text().equals("allow");
    }

    private static List<String> fields() {
        List<String> all = new ArrayList<>(List.of("name", "policy", "expect"));
        all.addAll(RequestFile.FIELDS);
        return List.copyOf(all);
    }
}
