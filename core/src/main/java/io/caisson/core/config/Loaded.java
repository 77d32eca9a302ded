package io.caisson.core.config;

import java.util.List;

/** What came of reading the settings: values, or everything that is wrong with them at once. */
public sealed interface Loaded {
    /** The settings hold. */
    record Valid(Settings settings) implements Loaded {}

    /** The settings do not hold; at least one problem. */
    record Invalid(List<Problem> problems) implements Loaded {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
