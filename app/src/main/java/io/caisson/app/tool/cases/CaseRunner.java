package io.caisson.app.tool.cases;

import io.caisson.app.tool.explain.Explainer;
import io.caisson.app.tool.explain.Explanation;
import io.caisson.app.tool.explain.Explanation.Step;
import io.caisson.app.tool.policy.Chosen;
import io.caisson.app.tool.policy.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges the calls of cases and compares. */
public final class CaseRunner {
    private final Policies policies;
    private final Explainer explainer = new Explainer();

    public CaseRunner(Policies policies) {
        this.policies = policies;
    }

    /** Runs one case. */
    public Verdict run(Case asked) {
        long start = System.nanoTime();
        Optional<Chosen> chosen = policies.find(asked.policy());
        if (chosen.isEmpty()) {
            String wanted = asked.policy().isEmpty()
                    ? "the case names no policy, and there is more than one"
                    : "there is no policy `" + asked.policy() + "`";
            return new Verdict(
                    asked,
                    Optional.empty(),
                    List.of(wanted + "; there are: " + String.join(", ", policies.names())),
                    System.nanoTime() - start);
        }
        Explanation told = explainer.explain(chosen.get(), asked.request());
        return new Verdict(asked, Optional.of(told), differences(asked.expected(), told), System.nanoTime() - start);
    }

    private static List<String> differences(Case.Expectation expected, Explanation told) {
        List<String> differences = new ArrayList<>();
        if (expected.allowed() != told.allowed()) {
            differences.add("expected " + word(expected.allowed()) + ", but the policy says " + word(told.allowed()));
        }
        String rule = told.steps().stream()
                .filter(Step::decisive)
                .map(step -> step.rule().rule())
                .findFirst()
                .orElse("default");
        if (expected.rule().isPresent() && !isRule(expected.rule().get(), rule)) {
            differences.add("expected the rule `" + expected.rule().get() + "` to decide, but it was `" + rule + "`");
        }
        String reason = told.reason().map(code -> code.code()).orElse("");
        if (expected.reason().isPresent() && !expected.reason().get().equals(reason)) {
            differences.add("expected the reason " + expected.reason().get() + ", but it was "
                    + (reason.isEmpty() ? "none" : reason));
        }
        return differences;
    }

    /** A rule may be named without its condition. */
    private static boolean isRule(String expected, String rule) {
        return rule.equals(expected) || rule.startsWith(expected + " when ");
    }

    private static String word(boolean allowed) {
        return allowed ? "allow" : "deny";
    }
}
