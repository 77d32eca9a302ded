package io.caisson.app.command;

import io.caisson.app.tool.Page;
import io.caisson.app.tool.diff.Terms;
import io.caisson.app.tool.policy.Chosen;
import io.caisson.core.docker.Operation;
import java.util.List;

/** What policies come to: every operation that is allowed, with the terms where there are any. */
final class EffectiveText {
    private EffectiveText() {}

    static String of(List<Chosen> policies) {
        Page page = new Page();
        boolean first = true;
        for (Chosen chosen : policies) {
            if (!first) {
                page.gap();
            }
            first = false;
            List<Operation> allowed = Operation.all().stream()
                    .filter(operation -> Terms.of(chosen.policy(), operation).state() != Terms.State.NEVER)
                    .toList();
            page.paragraph("policy " + chosen.policy().name() + " allows " + allowed.size() + " of "
                    + Page.count(Operation.all().size(), "operation") + ":");
            for (Operation operation : allowed) {
                page.line("  " + operation.id());
                Terms terms = Terms.of(chosen.policy(), operation);
                if (terms.state() == Terms.State.SOMETIMES) {
                    terms.words().forEach(line -> page.paragraph("    ", "      ", line));
                }
            }
        }
        return page.toString();
    }
}
