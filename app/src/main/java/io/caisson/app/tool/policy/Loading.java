package io.caisson.app.tool.policy;

import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.FileSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.config.Problem;
import io.caisson.language.PolicyFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What came of looking for policies. */
public sealed interface Loading {
    /** There they are. */
    record Ready(Policies policies) implements Loading {}

    /** The files or variables do not hold. */
    record Wrong(List<Problem> problems) implements Loading {
        public Wrong {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads files and folders; without any those that {@code CAISSON_CONFIG} names, and without that the variables of
     * the environment make the policy, as for {@code serve}.
     */
    static Loading of(List<Path> named, Map<String, String> environment) {
        List<Path> files = named.isEmpty()
                ? FileSettings.files(environment).stream().map(Path::of).toList()
                : named;
        if (files.isEmpty()) {
            return switch (EnvironmentSettings.load(environment, false, 1)) {
                case Loaded.Valid valid ->
                    new Ready(Policies.of(valid.settings().policy()));
                case Loaded.Invalid invalid -> new Wrong(invalid.problems());
            };
        }
        return switch (PolicyFiles.load(files, environment)) {
            case io.caisson.language.Loaded.Valid valid -> new Ready(Policies.of(valid.snapshot()));
            case io.caisson.language.Loaded.Invalid invalid -> new Wrong(invalid.problems());
        };
    }
}
