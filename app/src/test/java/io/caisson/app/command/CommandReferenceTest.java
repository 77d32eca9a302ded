package io.caisson.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The reference page on commands is their help; {@code -Dgolden.write=true} writes it anew. */
class CommandReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/commands.md");
    private static final int COLUMNS = 80;

    @Test
    void the_page_says_what_the_help_says() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Commands

                What `caisson help COMMAND` prints; a test keeps this page equal to it. Settings that are the same for all
                commands: [settings.md](settings.md).
                """);
        CommandLine line = CommandLineInterface.commands(Map.of());
        section(page, line);
        for (CommandLine command : line.getSubcommands().values()) {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                section(page, command);
                command.getSubcommands().values().forEach(each -> section(page, each));
            }
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run the test with -Dgolden.write=true and review the difference")
                .hasContent(page.toString());
    }

    @Test
    void help_fits_a_terminal_of_80_columns() {
        CommandLine line = CommandLineInterface.commands(Map.of());
        for (CommandLine command : line.getSubcommands().values()) {
            assertThat(command.getUsageMessage(Ansi.OFF).lines())
                    .as(command.getCommandName())
                    .allMatch(text -> text.length() <= COLUMNS);
        }
        assertThat(line.getUsageMessage(Ansi.OFF).lines()).allMatch(text -> text.length() <= COLUMNS);
    }

    private static void section(StringBuilder page, CommandLine command) {
        page.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```\n");
        page.append(command.getUsageMessage(Ansi.OFF)).append("```\n");
    }
}
