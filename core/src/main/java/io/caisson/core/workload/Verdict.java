package io.caisson.core.workload;

import java.util.List;

/** What a policy says of a workload. */
public sealed interface Verdict {
    /**
     * It may run.
     *
     * @param notes what the operator should know all the same
     */
    record Fits(List<String> notes) implements Verdict {
        public Fits {
            notes = List.copyOf(notes);
        }
    }

    /** It may not; at least one violation, in the order of the request. */
    record Exceeds(List<Violation> violations) implements Verdict {
        public Exceeds {
            violations = List.copyOf(violations);
        }
    }

    /** It depends on what an object of the engine's is: to be asked again with its description. */
    record Asks(EngineObject object) implements Verdict {}
}
