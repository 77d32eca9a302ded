package io.caisson.app.command;

import io.caisson.app.Main;
import io.caisson.app.tool.audit.AuditFile;
import io.caisson.app.tool.diff.DiffText;
import io.caisson.app.tool.diff.PolicyDiff;
import io.caisson.app.tool.diff.Replay;
import io.caisson.app.tool.policy.Loading;
import io.caisson.app.tool.policy.Policies;
import io.caisson.core.config.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a new configuration changes. */
@Command(
        name = "diff",
        sortOptions = false,
        description =
                "Say what a new policy file changes: operations and conditions gained and lost, risks, and the calls"
                        + " of the past that would be judged otherwise.",
        footer = {
            "",
            "Exit codes: 0 nothing that was allowed is refused now, 1 with --replay a call",
            "of the past would be refused, 2 a file cannot be read.",
            "",
            "Example: caisson diff --replay=audit.jsonl caisson.yaml new.yaml"
        })
final class DiffCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Audit file whose calls are judged anew; - is standard input. May be given more than once.")
    private List<Path> audits = List.of();

    @Parameters(index = "0", paramLabel = "OLD", description = "Policy file or folder.")
    @SuppressWarnings("NullAway.Init")
    private Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "Policy file or folder.")
    @SuppressWarnings("NullAway.Init")
    private Path after;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    DiffCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        Optional<Policies> old = load(before);
        Optional<Policies> now = load(after);
        if (old.isEmpty() || now.isEmpty()) {
            return Main.BAD_SETTINGS;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(DiffText.of(PolicyDiff.between(old.get(), now.get())));
        boolean lost = false;
        if (!audits.isEmpty()) {
            Replay replay = new Replay(old.get(), now.get());
            for (Path audit : audits) {
                replay.run(new AuditFile(audit));
            }
            out.print("\n" + DiffText.of(replay));
            lost = replay.count(Replay.Outcome.REFUSED) > 0;
        }
        out.flush();
        return lost ? Main.NO : Main.OK;
    }

    private Optional<Policies> load(Path file) {
        return switch (Loading.of(List.of(file), environment)) {
            case Loading.Ready(Policies policies) -> Optional.of(policies);
            case Loading.Wrong(List<Problem> problems) -> {
                PolicyOptions.print(problems, spec.commandLine().getErr());
                yield Optional.empty();
            }
        };
    }
}
