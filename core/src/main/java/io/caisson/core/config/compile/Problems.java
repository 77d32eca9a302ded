package io.caisson.core.config.compile;

import io.caisson.core.config.Problem;
import io.caisson.core.config.tree.Position;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was found wrong, each thing once: a rule that several policies use is compiled for each of them. */
final class Problems {
    private final Set<Problem> all = new LinkedHashSet<>();

    void add(Problem problem) {
        all.add(problem);
    }

    void add(String setting, Position position, String message) {
        all.add(new Problem(setting, message, Optional.of(position), "", ""));
    }

    List<Problem> all() {
        return List.copyOf(all);
    }
}
