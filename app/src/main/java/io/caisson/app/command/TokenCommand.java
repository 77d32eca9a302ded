package io.caisson.app.command;

import io.caisson.app.Main;
import io.caisson.core.config.Values;
import io.caisson.server.client.TokenFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps the file of tokens. */
@Command(
        name = "token",
        description = "Make, list and revoke the tokens and passwords that client rules know by name.",
        footer = {
            "",
            "The file holds salted hashes only: a token is shown once, when it is made. A",
            "running Caisson sees a change of the file within a second."
        })
final class TokenCommand {
    private static final Duration VALID_MAX = Duration.ofDays(3650);
    private static final int PASSWORD_CHARS_MIN = 12;
    private static final String DAY = "d";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The option that all of them have. */
    static final class FileOption {
        @Option(
                names = "--file",
                paramLabel = "PATH",
                description = "The file of tokens. Default: ${DEFAULT-VALUE}",
                defaultValue = "/etc/caisson/tokens")
        @SuppressWarnings("NullAway.Init")
        private Path path;

        TokenFile file() {
            return new TokenFile(path);
        }
    }

    @Command(
            name = "add",
            description = "Make a token, or keep a password, and print the token and how clients send it.")
    int add(
            @CommandLine.Mixin FileOption file,
            @Option(
                            names = "--valid",
                            paramLabel = "TIME",
                            description = "How long it is good, such as 12h or 90d. Default: for ever")
                    String valid,
            @Option(
                            names = "--password",
                            description = "Read a password of one line from standard input, for basic credentials.")
                    boolean password,
            @Parameters(paramLabel = "NAME", description = "What client rules call it.") String name)
            throws IOException {
        checkName(name);
        long expires = expires(valid);
        PrintWriter out = spec.commandLine().getOut();
        if (password) {
            file.file().addPassword(name, line(), expires);
            out.println("password of " + name + " kept; clients send it as");
            out.println("  curl --user " + name + " ...");
        } else {
            String token = file.file().addToken(name, expires);
            out.println(token);
            out.println();
            out.println("It is shown only now. Clients send it as");
            out.println("  curl --header \"Authorization: Bearer TOKEN\" ...");
            out.println("  docker: {\"HttpHeaders\": {\"Authorization\": \"Bearer TOKEN\"}} in ~/.docker/config.json");
        }
        out.flush();
        return Main.OK;
    }

    @Command(name = "list", description = "Show names and ends of validity.")
    int list(@CommandLine.Mixin FileOption file) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<TokenFile.Listed> all = file.file().list();
        all.forEach(entry -> out.printf("%-32s %-10s %s%n", entry.name(), entry.kind(), entry.until()));
        out.flush();
        return Main.OK;
    }

    @Command(name = "revoke", description = "Take every token and password of a name away.")
    int revoke(@CommandLine.Mixin FileOption file, @Parameters(paramLabel = "NAME", description = "Whose.") String name)
            throws IOException {
        int count = file.file().revoke(name);
        PrintWriter out = spec.commandLine().getOut();
        out.println(count == 0 ? "nothing has the name `" + name + "`" : count + " of " + name + " revoked");
        out.flush();
        return count == 0 ? Main.NO : Main.OK;
    }

    private static void checkName(String name) {
        boolean sound = !name.isEmpty()
                && name.length() <= 64
                && name.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || "-_.".indexOf(c) >= 0);
        if (!sound) {
            throw new IllegalArgumentException(
                    Values.shown(name) + " is no name; write letters, digits, `-`, `_` and `.`");
        }
    }

    private static long expires(@org.jspecify.annotations.Nullable String valid) {
        if (valid == null) {
            return Long.MAX_VALUE;
        }
        // Longer times than other settings have, and so days too.
        Duration duration = (valid.endsWith(DAY)
                        ? Values.number(valid.substring(0, valid.length() - 1), 1, VALID_MAX.toDays())
                                .map(Duration::ofDays)
                        : Values.duration(valid, VALID_MAX))
                .orElseThrow(() -> new IllegalArgumentException(
                        Values.shown(valid) + " is no time; write `12h`, `90d` or the like"));
        return System.currentTimeMillis() + duration.toMillis();
    }

    private static String line() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null || line.length() < PASSWORD_CHARS_MIN) {
            throw new IllegalArgumentException(
                    "the password on standard input has fewer than " + PASSWORD_CHARS_MIN + " characters");
        }
        return line;
    }
}
