package io.caisson.app.command;

import io.caisson.app.Main;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The word {@code caisson} itself. */
@Command(
        name = "caisson",
        description = "A firewall for the Docker Engine API: stands between the engine's socket and its clients, and"
                + " passes on only what was judged.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes of all commands:%n",
        exitCodeList = {
            "0:it went well",
            "1:the answer is no: refused, failed or risky",
            "2:the settings or arguments cannot be used",
            "3:something failed at run time"
        },
        footer = {"", "Try it without Docker: caisson demo"})
final class CaissonCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @CommandLine.Option(
            names = {"-V", "--version"},
            description = "Print the version and exit.")
    private boolean version;

    @Override
    public Integer call() {
        if (version) {
            VersionCommand.print(spec.commandLine().getOut());
        } else {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
        return Main.OK;
    }
}
