package io.caisson.app.tool.cases;

import io.caisson.app.tool.Page;
import io.caisson.app.tool.explain.Explanation;
import io.caisson.app.tool.explain.Explanation.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run of cases says on a terminal: failures in full, the rest as counts. */
public final class CaseText {
    private static final String INDENT = "      ";

    private CaseText() {}

    /** The whole text. */
    public static String of(Map<String, List<Verdict>> files, Coverage coverage) {
        Page page = new Page();
        int all = 0;
        int failed = 0;
        for (Map.Entry<String, List<Verdict>> file : files.entrySet()) {
            long wrong = file.getValue().stream().filter(each -> !each.passed()).count();
            page.line((wrong == 0 ? "ok    " : "FAIL  ") + file.getKey() + ": "
                    + Page.count(file.getValue().size(), "case") + (wrong == 0 ? "" : ", " + wrong + " failed"));
            file.getValue().stream().filter(each -> !each.passed()).forEach(each -> failure(each, page));
            all += file.getValue().size();
            failed += (int) wrong;
        }
        List<Coverage.Gap> gaps = coverage.gaps();
        page.gap();
        page.paragraph(Page.count(all, "case") + ": " + (all - failed) + " passed, " + failed + " failed. "
                + (coverage.rules() - gaps.size()) + " of " + Page.count(coverage.rules(), "rule")
                + " decided at least one case.");
        if (!gaps.isEmpty()) {
            page.gap().line("Rules that decided none:");
            for (Coverage.Gap gap : gaps) {
                page.paragraph(
                        "  ",
                        "    ",
                        gap.rule().policy() + ": " + gap.effect().name().toLowerCase(Locale.ROOT) + " "
                                + gap.rule().rule()
                                + gap.position().map(at -> "  (" + at + ")").orElse(""));
            }
        }
        return page.toString();
    }

    private static void failure(Verdict verdict, Page page) {
        Case of = verdict.of();
        page.gap().paragraph("  --  ", INDENT, of.name() + "  (" + of.position() + ")");
        verdict.differences().forEach(line -> page.paragraph(INDENT, INDENT, line));
        page.paragraph(
                INDENT + "call: ",
                INDENT + "      ",
                of.request().method() + " " + of.request().target());
        verdict.explanation().ifPresent(told -> explained(told, page));
        page.gap();
    }

    private static void explained(Explanation told, Page page) {
        told.reason()
                .ifPresent(reason -> page.paragraph(
                        INDENT + "reason: ",
                        INDENT + "        ",
                        reason.code() + (told.detail().isEmpty() ? "" : ": " + told.detail())));
        for (Step step : told.steps()) {
            page.paragraph(
                    INDENT + (step.decisive() ? "> " : "  "),
                    INDENT + "    ",
                    step.effect().name().toLowerCase(Locale.ROOT) + " "
                            + step.rule().rule()
                            + step.position().map(at -> "  (" + at + ")").orElse(""));
        }
        told.facts().forEach((name, value) -> page.paragraph(INDENT + "    ", INDENT + "      ", name + " = " + value));
    }
}
