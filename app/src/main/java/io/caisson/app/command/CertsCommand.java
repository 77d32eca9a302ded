package io.caisson.app.command;

import io.caisson.app.Main;
import io.caisson.app.tool.certs.Certs;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Certificates for those who have none. */
@Command(
        name = "certs",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        description = "Make, renew, show and revoke certificates of an authority of your own.",
        footer = {
            "",
            "The folder holds `ca` (keep its key away from servers and clients), `server`",
            "(what CAISSON_TLS names) and `clients/NAME` (what DOCKER_CERT_PATH names).",
            "",
            "Exit codes: 0 done, 2 the arguments cannot be used, 3 something failed.",
            "",
            "Example: caisson certs init --host build.example.org --client alice"
        })
final class CertsCommand implements Callable<Integer> {
    private static final int DAYS_MAX = 3650;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The command with its own commands. */
    static CommandLine line() {
        return new CommandLine(new CertsCommand())
                .addSubcommand(new Init())
                .addSubcommand(new Renew())
                .addSubcommand(new Show())
                .addSubcommand(new Revoke());
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return Main.OK;
    }

    /** What all of them have. */
    private abstract static class OnFolder implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Option(names = "--dir", paramLabel = "DIR", description = "The folder. Default: certs")
        private Path folder = Path.of("certs");

        @Option(
                names = "--owner",
                paramLabel = "USER",
                description = "Give the server's files to this user, who runs Caisson; in the image that is 65532.")
        private @Nullable String owner;

        abstract String done(Certs certs) throws IOException, GeneralSecurityException;

        @Override
        public Integer call() {
            try {
                String text = done(new Certs(folder, Optional.ofNullable(owner), Instant.now()));
                spec.commandLine().getOut().print(text);
                spec.commandLine().getOut().flush();
                return Main.OK;
            } catch (IOException | GeneralSecurityException fault) {
                spec.commandLine().getErr().println("caisson: " + CommandLineInterface.said(fault));
                return Main.FAULT;
            }
        }

        static Duration days(int days) {
            if (days < 1 || days > DAYS_MAX) {
                throw new IllegalArgumentException("--days: `" + days + "` is not from 1 to " + DAYS_MAX);
            }
            return Duration.ofDays(days);
        }
    }

    @Command(
            name = "init",
            sortOptions = false,
            description =
                    "Make an authority, a server certificate and one for each client. What is there stays, so that"
                            + " clients can be added.")
    private static final class Init extends OnFolder {
        @Option(
                names = "--host",
                paramLabel = "NAME",
                description = "Name or address by which clients reach the server; may be given more than once, and the"
                        + " first is printed. Default: those of this machine.")
        private List<String> hosts = List.of();

        @Option(
                names = "--client",
                paramLabel = "NAME",
                description = "Make a certificate for this client; may be given more than once.")
        private List<String> clients = List.of();

        @Option(names = "--days", paramLabel = "DAYS", description = "How long they are valid. Default: 365")
        private int days = 365;

        @Option(names = "--port", paramLabel = "PORT", description = "The port to print. Default: 2376")
        private int port = 2376;

        @Override
        String done(Certs certs) throws IOException, GeneralSecurityException {
            return certs.init(hosts.isEmpty() ? OwnNames.found() : hosts, clients, days(days), port);
        }
    }

    @Command(
            name = "renew",
            sortOptions = false,
            description = "Make certificates anew, with new keys. A running Caisson takes its own up by itself.")
    private static final class Renew extends OnFolder {
        @Parameters(
                paramLabel = "NAME",
                arity = "0..*",
                description = "Clients, and `server`. Default: whatever ends within 30 days.")
        private List<String> names = List.of();

        @Option(names = "--days", paramLabel = "DAYS", description = "How long they are valid. Default: 365")
        private int days = 365;

        @Override
        String done(Certs certs) throws IOException, GeneralSecurityException {
            return certs.renew(names, days(days));
        }
    }

    @Command(name = "show", description = "Say who has a certificate, and until when.")
    private static final class Show extends OnFolder {
        @Override
        String done(Certs certs) throws IOException {
            return certs.show();
        }
    }

    @Command(
            name = "revoke",
            description = "Revoke all certificates of clients. A running Caisson turns them away at once.")
    private static final class Revoke extends OnFolder {
        @Parameters(paramLabel = "NAME", arity = "1..*", description = "The clients.")
        private List<String> names = List.of();

        @Override
        String done(Certs certs) throws IOException, GeneralSecurityException {
            return certs.revoke(names);
        }
    }
}
