package io.caisson.app.command;

import io.caisson.app.Main;
import io.caisson.core.config.Problem;
import io.caisson.core.risk.Finding;
import io.caisson.core.risk.PolicySubject;
import io.caisson.core.risk.Risks;
import io.caisson.language.Loaded;
import io.caisson.language.PolicyFiles;
import io.caisson.language.importing.Imported;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns the configuration of another proxy into a policy. */
@Command(
        name = "import",
        sortOptions = false,
        description = "Turn the configuration of another proxy into a policy. The policy goes to standard output or a"
                + " file, and a report of what is different to standard error.",
        footer = {
            "",
            "KIND and what follows it:",
            "  environment  NAME=VALUE or env files, of Tecnativa or LinuxServer",
            "  compose      a compose file, and perhaps one service of it",
            "  acl          the arguments of docker-proxy-acl",
            "  wollomatic   flags, SP_ variables, labels, or a file with a flag a line",
            "  cetusguard   a file of rules, and perhaps -no-builtin-rules",
            "  caddyfile    a Caddyfile",
            "  haproxy      a configuration, and NAME=VALUE for its env(NAME)",
            "  paths        a file of methods and paths, as GET /containers/*/json",
            "",
            "Exit codes: 0 all of it was said, 1 something could not be said,",
            "2 the source cannot be read.",
            "",
            "Example: caisson import -o policy.yaml cetusguard rules.list"
        })
final class ImportCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            description =
                    "The name of the policy. Default: imported. A compose file gives each the name of its service.")
    private String policy = "imported";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the policy here; a file that is there already stays.")
    private @Nullable Path output;

    @Parameters(index = "0", paramLabel = "KIND", description = "What is imported; see below.")
    @SuppressWarnings("NullAway.Init")
    private ImportSources.Kind kind;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "The source.")
    private List<String> arguments = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ImportCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        List<Problem> problems = new ArrayList<>();
        List<Imported.Policy> policies = new ArrayList<>();
        for (Imported imported : ImportSources.read(kind, arguments, policy, environment)) {
            switch (imported) {
                case Imported.Refused(var found) -> problems.addAll(found);
                case Imported.Policy found -> policies.add(found);
            }
        }
        problems.forEach(problem -> err.println("caisson: " + problem.text()));
        if (policies.isEmpty()) {
            return Main.BAD_SETTINGS;
        }
        String file = Imported.file(policies.stream().map(this::withRisks).toList());
        write(file);
        boolean whole = problems.isEmpty();
        for (Imported.Policy each : policies) {
            err.print(each.report().text());
            List<String> risks = risks(each);
            if (!risks.isEmpty()) {
                err.println("\nAs good as root on the host: " + String.join(", ", risks)
                        + ".\n`caisson check` says why; serve wants them in `accepts`.");
            }
            err.print(policies.size() > 1 ? "\n" : "");
            whole &= each.report().unsaid().isEmpty();
        }
        err.flush();
        return whole ? Main.OK : Main.NO;
    }

    private Imported.Policy withRisks(Imported.Policy imported) {
        return imported.withRisks(risks(imported));
    }

    /** The ways to root that a policy opens. It is compiled for that, and what is handed out is what serve takes. */
    private List<String> risks(Imported.Policy imported) {
        return switch (PolicyFiles.compile(Map.of("imported.yaml", imported.file()), environment)) {
            case Loaded.Valid(var snapshot) ->
                snapshot.policies().values().stream()
                        .flatMap(each -> Risks.root(new PolicySubject(each)).stream())
                        .map(Finding::id)
                        .distinct()
                        .toList();
            case Loaded.Invalid(var faults) ->
                throw new IllegalStateException(
                        "the policy does not hold: " + faults.getFirst().text());
        };
    }

    private void write(String file) throws IOException {
        Path target = output;
        if (target == null) {
            spec.commandLine().getOut().print(file);
            spec.commandLine().getOut().flush();
        } else if (Files.exists(target)) {
            throw new IllegalArgumentException("the file `" + target + "` is there already; name another");
        } else {
            Files.writeString(target, file);
        }
    }
}
