package io.caisson.app.command;

import io.caisson.app.Learn;
import io.caisson.app.Main;
import io.caisson.app.Surroundings;
import io.caisson.app.tool.learn.LearnRecord;
import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.config.Problem;
import io.caisson.core.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the smallest policy for what a client does. */
@Command(
        name = "learn",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Stand in front of an engine, let everything pass, and write the smallest policy that allows what"
                + " was done.",
        footer = {
            "",
            "Run it again with the same record to learn more; runs add up. With --from it",
            "listens nowhere and makes a proposal of records and audit files.",
            "",
            "Examples:",
            "  caisson learn --listen=unix:///run/learn.sock --output=ci.yaml",
            "  caisson learn --from=learn.jsonl --from=other.jsonl > ci.yaml"
        })
final class LearnCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Where the client connects. Default: as for serve.")
    private @Nullable String listen;

    @Option(names = "--engine", paramLabel = "ADDRESS", description = "The engine. Default: as for serve.")
    private @Nullable String engine;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Where to keep what was seen, over all runs. Default: caisson-learn.jsonl.")
    private Path record = Path.of("caisson-learn.jsonl");

    @Option(names = "--from", paramLabel = "FILE", description = "Propose from this record or audit file.")
    private List<Path> from = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where to write the policy; a file that is there is kept as FILE.old. Default: standard output.")
    private @Nullable Path output;

    @Option(names = "--name", paramLabel = "NAME", description = "The policy's name. Default: learnt.")
    private String name = "learnt";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    LearnCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        Learn.Outputs outputs = new Learn.Outputs(record, Optional.ofNullable(output), name);
        if (!from.isEmpty()) {
            LearnRecord all = new LearnRecord();
            for (Path file : from) {
                all.addFile(file);
            }
            return Learn.propose(all, outputs, System.err);
        }
        Map<String, String> variables = new HashMap<>(environment);
        if (listen != null) {
            variables.put("CAISSON_LISTEN", listen);
        }
        if (engine != null) {
            variables.remove("SOCKET_PATH");
            variables.remove("DOCKER_HOST");
            variables.put("CAISSON_ENGINE", engine);
        }
        return switch (EnvironmentSettings.load(variables, Surroundings.inContainer(environment), 1)) {
            case Loaded.Valid(Settings settings) -> Learn.untilStopped(settings, outputs, System.err);
            case Loaded.Invalid(List<Problem> problems) -> {
                PrintWriter err = spec.commandLine().getErr();
                PolicyOptions.print(problems, err);
                yield Main.BAD_SETTINGS;
            }
        };
    }
}
