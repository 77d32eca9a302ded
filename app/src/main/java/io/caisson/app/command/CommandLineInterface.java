package io.caisson.app.command;

import io.caisson.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
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
                .addSubcommand(new HealthCommand(environment))
                .addSubcommand(new CheckCommand(environment))
                .addSubcommand(new ExplainCommand(environment))
                .addSubcommand(new TestCommand(environment))
                .addSubcommand(new DiffCommand(environment))
                .addSubcommand(new LearnCommand(environment))
                .addSubcommand(imports(environment))
                .addSubcommand(new TokenCommand())
                .addSubcommand(new ApproveCommand())
                .addSubcommand(CertsCommand.line())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new VersionCommand())
                .addSubcommand(new CommandLine.HelpCommand());
        helped(line);
        for (CommandLine command : line.getSubcommands().values()) {
            helped(command);
            command.getSubcommands().values().forEach(CommandLineInterface::helped);
        }
        line.setExecutionExceptionHandler((fault, command, result) -> {
            PrintWriter err = command.getErr();
            if (fault instanceof IllegalArgumentException wrong && wrong.getMessage() != null) {
                err.println("caisson: " + wrong.getMessage());
                return Main.BAD_SETTINGS;
            }
            err.println("caisson: " + said(fault));
            return Main.FAULT;
        });
        line.setUsageHelpAutoWidth(false);
        return line;
    }

    /** What follows the kind of source are words of another program, options of its own among them. */
    private static CommandLine imports(Map<String, String> environment) {
        return new CommandLine(new ImportCommand(environment)).setStopAtPositional(true);
    }

    /** What went wrong, in the words of the system where they say it all. */
    static String said(Exception fault) {
        return switch (fault) {
            case NoSuchFileException missing -> "there is no file `" + missing.getFile() + "`";
            case AccessDeniedException closed -> "the file `" + closed.getFile() + "` may not be opened by this user";
            case IOException told when told.getClass() == IOException.class -> String.valueOf(told.getMessage());
            default -> fault.toString();
        };
    }

    private static void helped(CommandLine command) {
        if (!(command.getCommand() instanceof CommandLine.HelpCommand)) {
            command.addMixin("help", new HelpOption());
        }
    }
}
