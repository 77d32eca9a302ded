package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import java.util.List;

/** What came of reading a source. */
sealed interface Reading {
    /** It was understood. */
    record Understood(Origin origin) implements Reading {}

    /** It was not; at least one problem. */
    record Refused(List<Problem> problems) implements Reading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
