package io.caisson.app.command;

import io.caisson.app.Main;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** From arguments to the command that they name. */
public final class CommandLineInterface {
    private CommandLineInterface() {}

    /** Runs the command that the arguments name; answers the exit code. */
    public static int run(String[] arguments, Map<String, String> environment) {
        return commands(environment).execute(arguments);
    }

    /** All commands, with the environment that they read their settings from. */
    public static CommandLine commands(Map<String, String> environment) {
        CommandLine line = new CommandLine(new CaissonCommand())
                .addSubcommand(new ServeCommand(environment))
                .addSubcommand(new DemoCommand(environment))
                .addSubcommand(new AclCommand(environment))
                .addSubcommand(new CheckCommand(environment))
                .addSubcommand(new HealthCommand(environment))
                .addSubcommand(imports(environment))
                .addSubcommand(new VersionCommand())
                .addSubcommand(new CommandLine.HelpCommand());
        helped(line);
        line.getSubcommands().values().forEach(CommandLineInterface::helped);
        line.setExecutionExceptionHandler((fault, command, result) -> {
            PrintWriter err = command.getErr();
            err.println("caisson: " + fault);
            return Main.FAULT;
        });
        line.setUsageHelpAutoWidth(false);
        return line;
    }

    /** What follows the kind of source are words of another program, options of its own among them. */
    private static CommandLine imports(Map<String, String> environment) {
        return new CommandLine(new ImportCommand(environment)).setStopAtPositional(true);
    }

    private static void helped(CommandLine command) {
        if (!(command.getCommand() instanceof CommandLine.HelpCommand)) {
            command.addMixin("help", new HelpOption());
        }
    }
}
