package io.caisson.app.tool.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.command.CommandLineInterface;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompletionTest {
    @TempDir
    private Path folder;

    private static String script(String shell) {
        StringWriter out = new StringWriter();
        CommandLine line = CommandLineInterface.commands(Map.of());
        line.setOut(new PrintWriter(out));
        assertThat(line.execute("completion", shell)).isZero();
        return out.toString();
    }

    /** What bash offers for the last of some words. */
    private String complete(String... words) throws Exception {
        Path file = Files.writeString(folder.resolve("caisson"), script("bash"));
        StringBuilder line = new StringBuilder("COMP_WORDS=(");
        for (String word : words) {
            line.append("'").append(word).append("' ");
        }
        String program = ". " + file + "; " + line + "); COMP_CWORD=" + (words.length - 1)
                + "; COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE};"
                + " $(complete -p caisson | sed -e 's/.*-F //' -e 's/ .*//') 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "--norc", "-c", program)
                .redirectErrorStream(true)
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    @Test
    void bash_completes_commands_and_options() throws Exception {
        assertThat(complete("caisson", "ex").lines()).containsExactly("explain");
        assertThat(complete("caisson", "explain", "--au").lines()).containsExactly("--audit");
        assertThat(complete("caisson", "completion", "f").lines()).containsExactly("fish");
    }

    @Test
    void zsh_gets_a_script_that_says_how_to_load_it() {
        assertThat(script("zsh")).contains("bashcompinit").contains("complete ");
    }

    @Test
    void fish_gets_every_command_and_option_with_its_description() {
        String script = script("fish");
        assertThat(script)
                .contains("complete -c caisson -f -n __fish_use_subcommand -a explain -d 'Say why a call")
                .contains("-n '__fish_seen_subcommand_from test' -l junit -r")
                .contains("-n '__fish_seen_subcommand_from check' -s c -l config -r");
        assertThat(script.lines()).allMatch(line -> line.startsWith("complete "));
    }
}
