package io.caisson.app.tool.cases;

import io.caisson.app.tool.explain.Explanation;
import java.util.List;
import java.util.Optional;

/**
 * What came of one case.
 *
 * @param explanation how the call was judged; empty where the policy does not exist
 * @param differences what is not as expected, one line each; empty when it passed
 * @param nanos how long it took
 */
public record Verdict(Case of, Optional<Explanation> explanation, List<String> differences, long nanos) {
    public Verdict {
        differences = List.copyOf(differences);
    }

    public boolean passed() {
        return differences.isEmpty();
    }
}
