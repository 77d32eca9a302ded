package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import java.util.List;

/** What came of an import. */
public sealed interface Imported {
    /**
     * The source was understood.
     *
     * @param file a policy file that says the same, as text
     * @param report what is different
     */
    record Policy(String file, ImportReport report) implements Imported {}

    /** It was not; at least one problem. */
    record Refused(List<Problem> problems) implements Imported {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
