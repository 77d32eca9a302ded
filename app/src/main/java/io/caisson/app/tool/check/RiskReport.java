package io.caisson.app.tool.check;

import io.caisson.app.json.JsonObject;
import io.caisson.app.tool.Page;
import io.caisson.app.tool.policy.Chosen;
import io.caisson.core.risk.Finding;
import io.caisson.core.risk.Level;
import io.caisson.core.risk.PolicySubject;
import io.caisson.core.risk.Risks;
import io.caisson.core.risk.Way;
import java.util.List;
import java.util.Optional;

/**
 * The risks of some policies, as a numbered list.
 *
 * @param policies each with its findings, the worst first
 */
public record RiskReport(List<Of> policies) {
    /** The findings of one policy. */
    public record Of(Chosen policy, List<Finding> findings) {
        public Of {
            findings = List.copyOf(findings);
        }

        private boolean isAccepted(Finding finding) {
            return finding.isAcceptedBy(policy.accepts());
        }
    }

    public RiskReport {
        policies = List.copyOf(policies);
    }

    /** Looks for the risks of policies. */
    public static RiskReport of(List<Chosen> policies) {
        return new RiskReport(policies.stream()
                .map(each -> new Of(each, Risks.in(new PolicySubject(each.policy()))))
                .toList());
    }

    /** Whether there is a risk of a level, or a worse one, that is neither accepted nor guarded by a condition. */
    public boolean reaches(Level level) {
        return policies.stream()
                .anyMatch(each -> each.findings().stream()
                        .anyMatch(finding ->
                                finding.level().reaches(level) && !finding.guarded() && !each.isAccepted(finding)));
    }

    /** For a terminal. */
    public String text() {
        Page page = new Page();
        int number = 1;
        for (Of of : policies) {
            if (number > 1 || policies.indexOf(of) > 0) {
                page.gap();
            }
            String name = "policy " + of.policy().policy().name()
                    + of.policy().position().map(at -> " (" + at + ")").orElse("");
            if (of.findings().isEmpty()) {
                page.paragraph(name + ": no risk of the catalogue");
                continue;
            }
            page.paragraph(name + ": " + Page.count(of.findings().size(), "risk"));
            for (Finding finding : of.findings()) {
                page.gap();
                finding(number++, of, finding, page);
            }
        }
        return page.toString();
    }

    private static void finding(int number, Of of, Finding finding, Page page) {
        String label = (number < 10 ? " " : "") + number + ". ";
        String indent = " ".repeat(label.length());
        page.paragraph(
                label,
                indent,
                finding.id() + " (" + finding.level().code() + ": "
                        + finding.level().sentence() + ")"
                        + (finding.guarded() ? ", guarded" : of.isAccepted(finding) ? ", accepted" : ""));
        page.paragraph(indent, indent, finding.operation().id() + ": " + finding.why() + ".");
        page.paragraph(
                indent,
                indent,
                "Allowed by `" + finding.rule().rule() + "` of "
                        + finding.rule().policy()
                        + of.policy()
                                .position(finding.rule())
                                .map(at -> " (" + at + ")")
                                .orElse("") + ".");
        if (finding.guarded()) {
            page.paragraph(
                    indent,
                    indent,
                    finding.risk().ways().stream().anyMatch(Way::isAnyObject)
                            ? "Its condition refused every attempt on an object that it does not name. See to it"
                                    + " that none of those that it names is privileged or has the host's folders."
                            : "Its condition looks at what matters here and refused every attempt that was made on it;"
                                    + " that is a good sign and no proof.");
            return;
        }
        if (!of.policy().isFile()) {
            page.paragraph(indent, indent, "Variables cannot narrow it; a policy file can.");
            return;
        }
        closing(finding, indent, page);
        if (finding.level() == Level.ROOT && !of.isAccepted(finding)) {
            page.paragraph(indent, indent, "To start with it all the same: accepts: [" + finding.id() + "]");
        }
    }

    private static void closing(Finding finding, String indent, Page page) {
        if (!finding.guards().isEmpty()) {
            boolean choice = finding.guards().stream().anyMatch(guard -> guard.startsWith("target."));
            page.line(indent + "To close it, let the rule demand" + (choice ? ", for example" : "") + ":");
            boolean first = true;
            for (String guard : finding.guards()) {
                page.line(indent + "  " + (first ? "   " : "&& ") + guard);
                first = false;
            }
            page.line(indent + "or refuse it:");
        } else {
            page.line(indent + "To close it:");
        }
        page.paragraph(indent + "  ", indent + "    ", finding.denial());
    }

    /** For programs. */
    public List<JsonObject> json() {
        return policies.stream()
                .flatMap(of -> of.findings().stream().map(finding -> json(of, finding)))
                .toList();
    }

    private static JsonObject json(Of of, Finding finding) {
        Optional<String> position = of.policy().position(finding.rule()).map(Object::toString);
        return new JsonObject()
                .put("policy", of.policy().policy().name())
                .put("risk", finding.id())
                .put("level", finding.level().code())
                .put("operation", finding.operation().id())
                .put("rule", finding.rule().rule())
                .put("position", position.orElse(null))
                .put("why", finding.why())
                .put("guarded", finding.guarded())
                .put("accepted", of.isAccepted(finding))
                .put("guards", finding.guards())
                .put("denial", finding.denial());
    }
}
