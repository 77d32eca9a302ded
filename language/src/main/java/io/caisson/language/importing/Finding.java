package io.caisson.language.importing;

import io.caisson.core.docker.Operation;
import java.util.Set;

/** What the original says of one operation. */
sealed interface Finding {
    Operation operation();

    /** The line that opens it. */
    Line line();

    /**
     * It passes.
     *
     * @param versions the version prefixes of the samples with which it does
     * @param names the names of the samples with which it does
     */
    record Open(Operation operation, Line line, Set<String> versions, Set<String> names) implements Finding {
        public Open {
            versions = Set.copyOf(versions);
            names = Set.copyOf(names);
        }
    }

    /**
     * It passes for objects of certain names only.
     *
     * @param condition the same as a condition of a rule, or empty where conditions know no name of the object
     * @param words the names, for the report
     */
    record Named(Operation operation, Line line, String condition, String words) implements Finding {}
}
