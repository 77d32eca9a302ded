package io.caisson.app.command;

import io.caisson.app.Main;
import io.caisson.app.tool.completion.FishCompletion;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete words. */
@Command(
        name = "completion",
        description = "Print the completion script of a shell.",
        footer = {
            "",
            "bash:  source <(caisson completion bash)",
            "zsh:   source <(caisson completion zsh)",
            "fish:  caisson completion fish | source"
        })
final class CompletionCommand implements Callable<Integer> {
    /** The shells there are scripts for. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine caisson = spec.parent().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (shell) {
                    // One script serves both: it loads what zsh needs to read it.
                    case bash, zsh -> AutoComplete.bash("caisson", caisson);
                    case fish -> FishCompletion.of(caisson);
                });
        out.flush();
        return Main.OK;
    }
}
