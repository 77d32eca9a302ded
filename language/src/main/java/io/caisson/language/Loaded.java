package io.caisson.language;

import io.caisson.core.config.Problem;
import java.util.List;

/** What came of reading files: a snapshot, or everything that is wrong with them at once. */
public sealed interface Loaded {
    /** The files hold. */
    record Valid(Snapshot snapshot) implements Loaded {}

    /** The files do not hold; at least one problem, in the order of files and lines. */
    record Invalid(List<Problem> problems) implements Loaded {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
