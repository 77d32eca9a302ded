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
public final class Announcement {
    private static final String NAME = "caisson: ";

    private Announcement() {}

    /** The program runs: where, in front of what, with which policy, and what to be careful about. */
    static void started(
            Settings settings, List<Engine> engines, Gate gate, @Nullable AdminServer admin, PrintStream err)
            throws IOException {
        StringBuilder text = new StringBuilder();
        StringBuilder listening = new StringBuilder();
        for (Listener listener : gate.listeners()) {
            listening.append(listening.isEmpty() ? "" : ", ").append(text(listener));
        }
        line(
                text,
                "version " + Version.text() + " listens on " + listening + " in front of " + names(settings, engines));
        if (admin != null) {
            line(text, "metrics and readiness on tcp://" + Listener.text(admin.address()));
        }
        for (String said : settings.report()) {
            line(text, said);
        }
        for (Engine engine : engines) {
            Optional<String> complaint = EngineProbe.complaint(engine);
            if (complaint.isPresent()) {
                line(text, "warning: " + complaint.get());
            }
        }
        err.print(text);
        err.flush();
    }

    private static String names(Settings settings, List<Engine> engines) {
        StringBuilder names = new StringBuilder(settings.engine().toString());
        for (int i = 1; i < engines.size(); i++) {
            names.append(", ").append(engines.get(i));
        }
        return names.toString();
    }

    /** All that is wrong with the settings. */
    public static void problems(List<Problem> problems, PrintStream err) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            if (problem.setting().isEmpty() && problem.position().isEmpty()) {
                // The whole message is another program's, word for word.
                text.append(problem.message()).append('\n');
            } else {
                line(text, problem.text());
            }
        }
        err.print(text);
        err.flush();
    }

    /** One line about what has happened since the start. */
    public static void said(String what, PrintStream err) {
        err.print(NAME + what + "\n");
        err.flush();
    }

    private static void line(StringBuilder text, String said) {
        text.append(NAME).append(said).append('\n');
    }

    private static String text(Listener listener) throws IOException {
        String address = Listener.text(listener.address());
        return address.startsWith("unix:") || address.startsWith("fd:") ? address : "tcp://" + address;
    }
}
