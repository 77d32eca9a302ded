package io.caisson.core.risk;

import io.caisson.core.docker.Operation;
import io.caisson.core.testing.Golden;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference page on risks says what the catalogue says. */
class RisksReferenceTest {
    @Test
    void the_page_lists_every_risk_and_every_way() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Risks

                What `caisson check` looks for: every way in which allowed operations are as good as root on the engine's host, steps
                on the way there, and what reads secrets. A policy that opens a risk of the level `root` starts only when it says so
                by name, as in `accepts: [container-create]`; the id of a whole risk covers its ways. This page is generated from the
                code.

                A rule without a condition opens every way. With a condition each way is tried with calls that go it, by every caller
                and object that the condition names; one that passes shows it open. Where none passes and the condition looks at
                everything that matters, the risk is reported as guarded: the attempts are examples, and no proof.
                """);
        for (Level level : Level.values()) {
            page.append("\n## ")
                    .append(level.code())
                    .append(": ")
                    .append(level.sentence())
                    .append("\n\n");
            page.append("| Id | Operations | Why | Closed by |\n|---|---|---|---|\n");
            for (Risk risk : Risk.all()) {
                if (risk.level() == level) {
                    risk(risk, page);
                }
            }
        }
        Golden.assertMatches("docs/reference/risks.md", page.toString());
    }

    private static void risk(Risk risk, StringBuilder page) {
        page.append("| `").append(risk.id()).append("` | ").append(ids(risk.operations()));
        if (!risk.together().isEmpty()) {
            page.append("; together with ").append(ids(risk.together()));
        }
        page.append(" | ").append(risk.why()).append(" | ");
        page.append(risk.ways().isEmpty() ? "denying it" : "all of its ways, or denying it")
                .append(" |\n");
        for (Way way : risk.ways()) {
            page.append("| – `")
                    .append(way.id())
                    .append("` | | ")
                    .append(way.why())
                    .append(" | `");
            page.append(way.guard().replace("|", "\\|")).append("` |\n");
        }
    }

    private static String ids(List<Operation> operations) {
        return String.join(", ", operations.stream().map(Operation::id).toList());
    }
}
