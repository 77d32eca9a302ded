package io.caisson.app.command;

import io.caisson.app.Main;
import io.caisson.server.consent.ApprovalClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says yes or no to calls that a running Caisson holds. */
@Command(
        name = "approve",
        description = "Show the calls that wait for somebody's yes, and answer for them.",
        footer = {
            "",
            "Without an exchange it asks about each call that waits, one after the other.",
            "The answer is recorded with the name of whoever gave it."
        })
final class ApproveCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "The socket of `approvals` in the file. Default: ${DEFAULT-VALUE}",
            defaultValue = "/run/caisson/approve.sock")
    @SuppressWarnings("NullAway.Init")
    private Path socket;

    @Option(names = "--list", description = "Only show them.")
    private boolean list;

    @Option(names = "--deny", description = "Say no to the exchange.")
    private boolean deny;

    @Option(names = "--by", paramLabel = "NAME", description = "Who answers. Default: the user of this process")
    private @Nullable String by;

    @Parameters(arity = "0..1", paramLabel = "EXCHANGE", description = "The call to say yes to, by its id.")
    private @Nullable String exchange;

    @Override
    public Integer call() throws IOException {
        ApprovalClient client = new ApprovalClient(socket, by == null ? System.getProperty("user.name", "?") : by);
        PrintWriter out = spec.commandLine().getOut();
        if (exchange != null) {
            boolean known = client.answer(exchange, !deny);
            out.println(known ? (deny ? "denied" : "approved") : "no call of this id waits");
            out.flush();
            return known ? Main.OK : Main.NO;
        }
        List<ApprovalClient.Waiting> waiting = client.waiting();
        for (ApprovalClient.Waiting call : waiting) {
            out.println(call.exchange() + "  " + call.caller() + "  " + call.operation() + "  " + call.target());
            out.flush();
            if (!list) {
                ask(client, call, out);
            }
        }
        if (waiting.isEmpty()) {
            out.println("no call waits");
        }
        out.flush();
        return Main.OK;
    }

    private static void ask(ApprovalClient client, ApprovalClient.Waiting call, PrintWriter out) throws IOException {
        out.print("  yes or no, or nothing to leave it? ");
        out.flush();
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        String word = line == null ? "" : line.strip();
        if (word.equals("yes") || word.equals("no")) {
            boolean known = client.answer(call.exchange(), word.equals("yes"));
            out.println(known ? "  answered" : "  it waits no more");
        }
    }
}
