package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import java.util.List;

/** What came of an import. */
public sealed interface Imported {
    /**
     * The source was understood.
     *
     * @param kind what it was, for example {@code CetusGuard rules}
     * @param block the policy that says the same, as lines under {@code policies}
     * @param report what is different
     */
    record Policy(String kind, String block, ImportReport report) implements Imported {
        /** The same with a comment that names risks to accept; whoever uncomments it has seen them. */
        public Policy withRisks(List<String> risks) {
            String line = "    # accepts: [" + String.join(", ", risks) + "]\n";
            return risks.isEmpty() ? this : new Policy(kind, block + line, report);
        }

        /** A policy file with this policy alone. */
        public String file() {
            return Imported.file(List.of(this));
        }
    }

    /** It was not; at least one problem. */
    record Refused(List<Problem> problems) implements Imported {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** A policy file with several policies, with a line feed at the end. */
    static String file(List<Policy> policies) {
        StringBuilder out =
                new StringBuilder("# made by `caisson import`; its report says what is different\npolicies:\n");
        for (Policy policy : policies) {
            out.append("  # from ").append(policy.kind()).append('\n').append(policy.block());
        }
        return out.toString();
    }
}
