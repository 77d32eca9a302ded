package io.caisson.app.command;

import io.caisson.app.Main;
import io.caisson.core.config.Problem;
import io.caisson.core.policy.Effective;
import io.caisson.core.policy.Policy;
import io.caisson.language.Loaded;
import io.caisson.language.PolicyFiles;
import io.caisson.language.Snapshot;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads policy files and says what is wrong with them. */
@Command(
        name = "check",
        description =
                "Read policy files and show everything that is wrong with them, each with its place and what would"
                        + " be accepted.",
        footer = {"", "Exit code 0 when they hold, 2 when they do not."})
final class CheckCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files, or folders of them, that count as one configuration.")
    private List<Path> files = List.of();

    @Option(
            names = "--effective",
            description = "Print each policy as the plain list of operations that it allows, with their conditions.")
    private boolean effective;

    CheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return switch (PolicyFiles.load(files, environment)) {
            case Loaded.Valid(Snapshot snapshot) -> {
                report(snapshot, spec.commandLine().getOut());
                yield Main.OK;
            }
            case Loaded.Invalid(List<Problem> problems) -> {
                PrintWriter err = spec.commandLine().getErr();
                problems.forEach(problem -> err.println(problem.text()));
                err.println("caisson: " + problems.size() + (problems.size() == 1 ? " problem" : " problems"));
                yield Main.BAD_SETTINGS;
            }
        };
    }

    private void report(Snapshot snapshot, PrintWriter out) {
        if (effective) {
            for (Policy policy : snapshot.policies().values()) {
                Effective.lines(policy).forEach(out::println);
            }
        } else {
            out.println("no problems: policies " + snapshot.policies().size() + ", listeners "
                    + snapshot.file().listeners().size() + ", revision " + snapshot.revision());
        }
    }
}
