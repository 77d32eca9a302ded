package io.caisson.app;

import io.caisson.core.config.Problem;
import io.caisson.core.config.Settings;
import io.caisson.server.admin.AdminServer;
import io.caisson.server.listener.Listener;
import io.caisson.server.proxy.Gate;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator reads at start, on standard error: lines for people, apart from the records on standard output. */
final class Announcement {
    private static final String NAME = "caisson: ";

    private Announcement() {}

    /** The program runs: where, in front of what, with which policy, and what to be careful about. */
    static void started(Settings settings, Engine engine, Gate gate, @Nullable AdminServer admin, PrintStream err)
            throws IOException {
        StringBuilder text = new StringBuilder();
        StringBuilder listening = new StringBuilder();
        for (Listener listener : gate.listeners()) {
            listening.append(listening.isEmpty() ? "" : ", ").append(text(listener));
        }
        line(text, "version " + Version.text() + " listens on " + listening + " in front of " + settings.engine());
        if (admin != null) {
            line(text, "metrics and readiness on tcp://" + Listener.text(admin.address()));
        }
        for (String said : settings.report()) {
            line(text, said);
        }
        Optional<String> complaint = EngineProbe.complaint(engine);
        if (complaint.isPresent()) {
            line(text, "warning: " + complaint.get());
        }
        err.print(text);
        err.flush();
    }

    /** All that is wrong with the settings. */
    static void problems(List<Problem> problems, PrintStream err) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            if (problem.setting().isEmpty()) {
                // The whole message is another program's, word for word.
                text.append(problem.message()).append('\n');
            } else {
                line(text, problem.setting() + ": " + problem.message());
            }
        }
        err.print(text);
        err.flush();
    }

    private static void line(StringBuilder text, String said) {
        text.append(NAME).append(said).append('\n');
    }

    private static String text(Listener listener) throws IOException {
        String address = Listener.text(listener.address());
        return address.startsWith("unix:") ? address : "tcp://" + address;
    }
}
