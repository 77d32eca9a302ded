package io.caisson.app.command;

import io.caisson.app.Main;
import io.caisson.app.json.Json;
import io.caisson.app.tool.check.RiskReport;
import io.caisson.app.tool.policy.Chosen;
import io.caisson.app.tool.policy.Policies;
import io.caisson.core.policy.Effective;
import io.caisson.core.risk.Level;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for what is wrong with policies, and for what they open. */
@Command(
        name = "check",
        sortOptions = false,
        description =
                "Find what is wrong in policy files, and every way in which they are as good as root on the host.",
        footer = {
            "",
            "Levels, from worst: root (as good as root), step (a step on the way there),",
            "secret (reads what may be secret).",
            "",
            "Exit codes: 0 nothing found, 1 a risk of the level or worse that is neither",
            "accepted nor guarded by a condition, 2 the files do not hold.",
            "",
            "Example: caisson check --level=step caisson.yaml"
        })
final class CheckCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Files, or folders of them, that count as one configuration.")
    private List<Path> files = List.of();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "The least risk that makes the answer no: root, step, secret or none. Default: root.")
    private String level = Level.ROOT.code();

    @Option(names = "--effective", description = "Print which operations each policy allows, instead of its risks.")
    private boolean effective;

    @Option(names = "--json", description = "Print the risks as a JSON list.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Optional<Policies> found =
                policy.policies(files, environment, spec.commandLine().getErr());
        if (found.isEmpty()) {
            return Main.BAD_SETTINGS;
        }
        Optional<Level> least = level();
        PrintWriter out = spec.commandLine().getOut();
        Policies policies = policy.narrowed(found.get());
        if (effective) {
            for (Chosen chosen : policies.all()) {
                Effective.lines(chosen.policy()).forEach(out::println);
            }
            out.flush();
            return Main.OK;
        }
        RiskReport report = RiskReport.of(policies.all());
        out.print(json ? new String(Json.write(report.json()), StandardCharsets.UTF_8) : report.text());
        out.flush();
        return least.isPresent() && report.reaches(least.get()) ? Main.NO : Main.OK;
    }

    /** The level that is asked for; empty for {@code none}. */
    private Optional<Level> level() {
        if (level.equals("none")) {
            return Optional.empty();
        }
        for (Level each : Level.values()) {
            if (each.code().equals(level)) {
                return Optional.of(each);
            }
        }
        throw new IllegalArgumentException("--level: `" + level + "` is none of root, step, secret, none");
    }
}
