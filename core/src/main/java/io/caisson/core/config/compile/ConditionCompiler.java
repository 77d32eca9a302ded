package io.caisson.core.config.compile;

import io.caisson.core.config.Problem;
import io.caisson.core.config.file.When;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Condition;
import java.util.List;

/** Makes conditions; what language they are in is its own affair. */
public interface ConditionCompiler {
    /**
     * Compiles a condition for one operation, whose facts it may speak of.
     *
     * @param setting where it stands, for example {@code policies.ci.allow}
     */
    Compiled compile(String setting, When when, Operation operation);

    /** A condition, or everything that is wrong with it. */
    sealed interface Compiled {
        /** It holds together. */
        record Valid(Condition condition) implements Compiled {}

        /** It does not; at least one problem. */
        record Invalid(List<Problem> problems) implements Compiled {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }
}
