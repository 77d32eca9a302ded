package io.caisson.app.command;

import io.caisson.app.Health;
import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.config.Problem;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks a running Caisson whether it serves. */
@Command(
        name = "health",
        description = "Ask the running Caisson whether it answers and reaches its engine: one line, exit code 0 or 1.",
        footer = {
            "",
            "It asks for /ready on the admin address where there is one, otherwise for",
            "/_ping on the first listener. A refusal is an answer too."
        })
final class HealthCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "The listener to ask, unix:///path or tcp://host:port. Default: from the environment, as"
                    + " serve would listen.")
    private @Nullable String address;

    HealthCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        String asked = address;
        if (asked == null) {
            return Health.check(environment, System.out, System.err);
        }
        Loaded loaded = EnvironmentSettings.load(Map.of("CAISSON_LISTEN", asked), false, 1);
        return Health.check(
                switch (loaded) {
                    case Loaded.Valid valid -> valid;
                    case Loaded.Invalid(var problems) ->
                        new Loaded.Invalid(problems.stream()
                                .map(problem -> new Problem("--address", problem.message()))
                                .toList());
                },
                System.out,
                System.err);
    }
}
