package io.caisson.app.tool.completion;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, which the parser's own generator does not know. */
public final class FishCompletion {
    private FishCompletion() {}

    /** The script for a command and its subcommands. */
    public static String of(CommandLine line) {
        StringBuilder out = new StringBuilder("complete -c caisson -e\n");
        String name = line.getCommandName();
        options("__fish_use_subcommand", line.getCommandSpec(), name, out);
        for (Map.Entry<String, CommandLine> command : line.getSubcommands().entrySet()) {
            CommandSpec spec = command.getValue().getCommandSpec();
            if (spec.usageMessage().hidden()) {
                continue;
            }
            out.append("complete -c ")
                    .append(name)
                    .append(" -f -n __fish_use_subcommand -a ")
                    .append(command.getKey());
            out.append(" -d ")
                    .append(quoted(sentence(spec.usageMessage().description())))
                    .append('\n');
            options("'__fish_seen_subcommand_from " + command.getKey() + "'", spec, name, out);
        }
        return out.toString();
    }

    private static void options(String condition, CommandSpec spec, String name, StringBuilder out) {
        for (OptionSpec option : spec.options()) {
            out.append("complete -c ").append(name).append(" -n ").append(condition);
            for (String word : option.names()) {
                String bare = word.replaceFirst("^-+", "");
                String flag = word.startsWith("--") ? " -l " : bare.length() == 1 ? " -s " : " -o ";
                out.append(flag).append(bare);
            }
            out.append(option.arity().max() > 0 ? " -r" : "");
            out.append(" -d ").append(quoted(sentence(option.description()))).append('\n');
        }
    }

    private static String sentence(String[] description) {
        String text = String.join(" ", description);
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
