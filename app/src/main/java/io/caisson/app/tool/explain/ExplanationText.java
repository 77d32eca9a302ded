package io.caisson.app.tool.explain;

import io.caisson.app.tool.Page;
import io.caisson.app.tool.explain.Explanation.Step;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Condition;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Mode;
import io.caisson.core.reason.Reason;
import java.util.List;

/** An explanation for a terminal: the answer first, then why, then what to do. */
public final class ExplanationText {
    private static final int NAMES = 10;

    private ExplanationText() {}

    /** The whole text. */
    public static String of(Explanation told) {
        Page page = new Page();
        page.paragraph(
                told.allowed() ? "ALLOWED   " : told.undecided() ? "DEPENDS   " : "REFUSED   ",
                "          ",
                told.method() + " " + told.target());
        told.operation().ifPresent(operation -> page.field("operation", NAMES, name(operation)));
        page.field(
                "caller",
                NAMES,
                told.principal().address() + " on listener " + told.principal().listener());
        page.field("policy", NAMES, policy(told));
        if (!told.undecided()) {
            told.reason().ifPresent(reason -> page.field("reason", NAMES, reason(reason, told.detail())));
        }
        if (!told.allowed() && told.mode() == Mode.SHADOW) {
            page.field("shadow", NAMES, "this policy only records; the call is passed on all the same");
        }
        steps(told, page);
        if (!told.facts().isEmpty()) {
            page.gap().line("What the conditions saw:");
            int width = 2
                    + told.facts().keySet().stream()
                            .mapToInt(String::length)
                            .max()
                            .orElse(0)
                    + 2;
            told.facts().forEach((name, value) -> page.field("  " + name, Math.min(width, 36), value));
        }
        if (!told.obligations().isEmpty()) {
            page.gap().line("On its way to the engine the gate will:");
            told.obligations().forEach(each -> page.paragraph("  - ", "    ", each));
        }
        advice(told, page);
        return page.toString();
    }

    private static String name(Operation operation) {
        return operation.id() + " (" + operation.tag().code() + ":"
                + operation.access().code() + ")";
    }

    private static String policy(Explanation told) {
        return told.policy() + ", " + (told.mode() == Mode.SHADOW ? "shadow" : "enforced") + ", revision "
                + told.revision() + told.position().map(at -> ", " + at).orElse("");
    }

    private static String reason(Reason reason, String detail) {
        return reason.code() + ": " + reason.sentence() + (detail.isEmpty() ? "" : "; " + detail);
    }

    private static void steps(Explanation told, Page page) {
        if (told.operation().isEmpty()) {
            return;
        }
        if (told.steps().isEmpty()) {
            page.gap().line("No rule covers this operation.");
            return;
        }
        page.gap().line("Rules that cover it, in the order in which they are asked:");
        int number = 1;
        for (Step step : told.steps()) {
            String mark = step.decisive() ? "> " : "  ";
            String head = mark + number + ". " + (step.effect() == Effect.ALLOW ? "allow" : "deny ") + "  ";
            String indent = " ".repeat(head.length());
            page.paragraph(head, indent, step.rule().rule());
            if (step.rule().rule().endsWith("…")) {
                page.paragraph(indent + "when ", indent + "     ", step.condition());
            }
            page.paragraph(
                    indent,
                    indent,
                    outcome(step)
                            + (step.rule().policy().equals(told.policy())
                                    ? ""
                                    : "; from " + step.rule().policy())
                            + step.position().map(at -> "; " + at).orElse(""));
            number++;
        }
    }

    private static String outcome(Step step) {
        String said = switch (step.outcome()) {
            case Condition.Outcome.Holds holds ->
                step.condition().isEmpty() ? "has no condition" : "the condition holds";
            case Condition.Outcome.Fails fails -> "the condition does not hold";
            case Condition.Outcome.Unknown(String detail) -> "the condition cannot be told: " + detail;
        };
        return step.decisive() ? "decides: " + said : said;
    }

    private static void advice(Explanation told, Page page) {
        if (told.advice().sentence().isEmpty()) {
            return;
        }
        page.gap().paragraph(told.advice().sentence());
        boolean first = true;
        for (List<String> lines : told.advice().lines()) {
            page.line(first ? "" : "  or, for every object:");
            lines.forEach(line -> page.line("    " + line));
            first = false;
        }
    }
}
