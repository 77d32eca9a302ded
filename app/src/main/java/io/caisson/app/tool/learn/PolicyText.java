package io.caisson.app.tool.learn;

import io.caisson.app.tool.Page;
import io.caisson.core.risk.Finding;
import io.caisson.core.risk.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A proposal as a policy file, with comments that say where each line comes from. */
final class PolicyText {
    private static final String RULE = "      ";
    private static final int INLINE_MAX = 66;

    private PolicyText() {}

    /** The file without any comment: what is compiled to rehearse it. */
    static String bare(Proposal proposal) {
        StringBuilder out = new StringBuilder();
        head(proposal, out);
        proposal.lines().forEach(line -> rule(line, out));
        return out.toString();
    }

    /**
     * The file for people.
     *
     * @param intro paragraphs about the whole
     * @param findings the risks that it opens
     */
    static String commented(Proposal proposal, List<String> intro, List<Finding> findings) {
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (String paragraph : intro) {
            out.append(first ? "" : "#\n");
            comment("", paragraph, out);
            first = false;
        }
        if (!findings.isEmpty()) {
            out.append("#\n");
            comment("", "Risks that it opens (caisson check says more):", out);
            findings.forEach(finding -> comment(
                    "",
                    "- " + finding.id() + " (" + finding.level().code()
                            + (finding.guarded() ? ", guarded by its condition" : "") + "): " + finding.why(),
                    out));
        }
        head(proposal, out);
        String family = "";
        for (Proposal.Line line : byFamily(proposal)) {
            String tag = line.operation().tag().code();
            out.append(tag.equals(family) || family.isEmpty() ? "" : "\n");
            family = tag;
            comment(RULE, Page.count(line.count(), "call") + " by " + callers(line), out);
            line.notes().forEach(note -> comment(RULE, note, out));
            rule(line, out);
        }
        List<String> accepts = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.level() == Level.ROOT && !finding.guarded()) {
                accepts.add(finding.id());
            }
        }
        if (!accepts.isEmpty()) {
            out.append('\n');
            comment("    ", "These are as good as root on the host. It does not start until you accept them:", out);
            out.append("    # accepts: [").append(String.join(", ", accepts)).append("]\n");
        }
        return out.toString();
    }

    private static List<Proposal.Line> byFamily(Proposal proposal) {
        return proposal.lines().stream()
                .sorted(Comparator.comparing(line -> line.operation().tag()))
                .toList();
    }

    private static String callers(Proposal.Line line) {
        if (line.callers().size() == 1) {
            return line.callers().keySet().iterator().next();
        }
        List<String> each = new ArrayList<>();
        line.callers().forEach((who, count) -> each.add(who + " (" + count + ")"));
        return String.join(", ", each);
    }

    private static void head(Proposal proposal, StringBuilder out) {
        out.append("policies:\n  ").append(proposal.name()).append(":\n    allow:\n");
    }

    private static void rule(Proposal.Line line, StringBuilder out) {
        if (line.clauses().isEmpty()) {
            out.append(RULE).append("- ").append(line.operation().id()).append('\n');
            return;
        }
        out.append(RULE).append("- operation: ").append(line.operation().id()).append('\n');
        String only = line.clauses().getFirst();
        // A plain value in YAML: letters first, and nothing in it that YAML reads.
        boolean inline = line.clauses().size() == 1
                && only.length() <= INLINE_MAX
                && Character.isLetter(only.charAt(0))
                && !only.contains(": ")
                && !only.contains(" #");
        if (inline) {
            out.append(RULE).append("  when: ").append(only).append('\n');
            return;
        }
        out.append(RULE).append("  when: >-\n");
        boolean first = true;
        for (String clause : line.clauses()) {
            out.append(RULE)
                    .append("    ")
                    .append(first ? "" : "&& ")
                    .append(clause)
                    .append('\n');
            first = false;
        }
    }

    private static void comment(String indent, String text, StringBuilder out) {
        String start = indent + "# ";
        out.append(new Page().paragraph(start, start + (text.startsWith("- ") ? "  " : ""), text));
    }
}
