package io.caisson.app.tool.diff;

import io.caisson.app.tool.Page;
import io.caisson.core.risk.Finding;
import java.util.List;

/** Differences for a terminal. */
public final class DiffText {
    private DiffText() {}

    /** All policies. */
    public static String of(List<PolicyDiff> diffs) {
        Page page = new Page();
        boolean first = true;
        for (PolicyDiff diff : diffs) {
            if (!first) {
                page.gap();
            }
            policy(diff, page);
            first = false;
        }
        return page.toString();
    }

    private static void policy(PolicyDiff diff, Page page) {
        String state = diff.before().isEmpty()
                ? "new"
                : diff.after().isEmpty() ? "gone" : diff.isEmpty() ? "nothing changes" : "changed";
        page.line("policy " + diff.name() + ": " + state);
        if (!diff.modes().isEmpty()) {
            page.gap().paragraph("  ! ", "    ", diff.modes());
        }
        Change.Kind kind = null;
        for (Change change : diff.changes()) {
            if (change.kind() != kind) {
                kind = change.kind();
                page.gap().line(kind.title());
            }
            page.paragraph("  " + kind.sign() + " ", "    ", String.join(", ", OperationNames.of(change.operations())));
            switch (kind) {
                case GAINED -> terms(page, "      ", change.after());
                case LOST -> terms(page, "      was: ", change.before());
                case WIDENED, NARROWED, ALTERED -> {
                    terms(page, "      was: ", change.before());
                    terms(page, "      now: ", change.after());
                }
            }
        }
        risks(page, "risks that come with it", "+", diff.risksGained());
        risks(page, "risks that are gone", "-", diff.risksLost());
    }

    private static void terms(Page page, String label, Terms terms) {
        String indent = " ".repeat(label.length());
        String before = label;
        for (String line : terms.words()) {
            page.paragraph(before, indent + "  ", line);
            before = indent;
        }
    }

    private static void risks(Page page, String title, String sign, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        page.gap().line(title);
        for (Finding finding : findings) {
            page.paragraph(
                    "  " + sign + " ",
                    "    ",
                    finding.id() + " (" + finding.level().code() + (finding.guarded() ? ", guarded by a condition" : "")
                            + "): " + finding.why());
        }
    }

    /** A replay. */
    public static String of(Replay replay) {
        Page page = new Page();
        page.paragraph(Page.count(replay.calls(), "call") + " of the past judged anew: " + replay.unchanged()
                + " as before, " + replay.count(Replay.Outcome.REFUSED) + " refused now, "
                + replay.count(Replay.Outcome.ALLOWED) + " allowed now, " + replay.count(Replay.Outcome.UNKNOWN)
                + " cannot be told, " + replay.count(Replay.Outcome.UNJUDGED) + " without a policy.");
        Replay.Outcome outcome = null;
        for (Replay.Group group : replay.groups()) {
            if (group.outcome() != outcome) {
                outcome = group.outcome();
                page.gap().paragraph(title(outcome));
            }
            page.paragraph(
                    "  ",
                    "      ",
                    Page.count(group.count(), "call") + "  " + group.operation().id() + " by " + group.who());
            page.paragraph(
                    "      ",
                    "      ",
                    "for example " + group.example().exchange() + " "
                            + group.example().time() + " " + group.example().method() + " "
                            + group.example().target());
            page.paragraph("      ", "      ", "rule: " + group.because());
        }
        return page.toString();
    }

    private static String title(Replay.Outcome outcome) {
        return switch (outcome) {
            case REFUSED -> "Allowed then, refused now:";
            case ALLOWED -> "Refused then, allowed now:";
            case UNKNOWN -> "Up to the body or the object, which records do not hold:";
            case UNJUDGED -> "On a listener, or under a policy, that is not there any more:";
        };
    }
}
