package io.caisson.app.live;

import io.caisson.app.Announcement;
import io.caisson.app.tool.check.Acceptance;
import io.caisson.core.config.Problem;
import io.caisson.core.config.compile.ClientCompiler;
import io.caisson.core.config.file.CaissonFile;
import io.caisson.core.config.file.ListenerSpec;
import io.caisson.core.policy.Policy;
import io.caisson.language.Loaded;
import io.caisson.language.Snapshot;
import io.caisson.server.admin.PolicyState;
import io.caisson.server.proxy.Judge;
import io.caisson.server.proxy.LivePolicies;
import io.caisson.server.telemetry.Metrics;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads changed files and puts their policies in force: all or nothing. Where they hold a problem, or say something
 * that cannot change while the program runs, the policies before stay, and the problem is told in the log, in the
 * health and in the metrics. Used by one thread at a time; the state may be asked for by any.
 */
final class Reloader implements PolicyState {
    /** So much of the problems goes into the health. */
    private static final int TOLD_MAX = 5;

    private final FileServe.Start start;
    private final LivePolicies live;
    private final PrintStream err;
    private volatile String revision;
    private volatile @Nullable String problem;
    private @Nullable Metrics metrics;

    Reloader(FileServe.Start start, LivePolicies live, PrintStream err) {
        this.start = start;
        this.live = live;
        this.err = err;
        this.revision = start.snapshot().revision();
    }

    /** From now on reloads are counted there. */
    void counts(Metrics newMetrics) {
        metrics = newMetrics;
    }

    /** What judges, in the order of the listeners. */
    static List<Judge> byListener(Snapshot snapshot) {
        List<Judge> judges = new ArrayList<>();
        for (ListenerSpec listener : snapshot.file().listeners().values()) {
            Policy first = Objects.requireNonNull(
                    snapshot.policies().get(listener.policies().getFirst()));
            judges.add(new Judge(
                    first, listener.clients().isEmpty() ? null : ClientCompiler.rules(listener, snapshot.policies())));
        }
        return judges;
    }

    /** Reads the files again. */
    void reload() {
        Loaded loaded = Acceptance.load(start.places(), start.environment());
        switch (loaded) {
            case Loaded.Invalid(List<Problem> problems) -> keep(problems);
            case Loaded.Valid(Snapshot snapshot) -> {
                List<Problem> fixed = fixed(start.snapshot().file(), snapshot.file());
                if (fixed.isEmpty()) {
                    use(snapshot);
                } else {
                    keep(fixed);
                }
            }
        }
    }

    private void use(Snapshot snapshot) {
        live.swap(byListener(snapshot));
        String before = revision;
        revision = snapshot.revision();
        problem = null;
        counted(true);
        Announcement.said("policies reloaded: revision " + revision + " after " + before, err);
    }

    private void keep(List<Problem> problems) {
        StringBuilder told = new StringBuilder();
        for (Problem each : problems.subList(0, Math.min(problems.size(), TOLD_MAX))) {
            told.append(told.isEmpty() ? "" : "; ").append(each.text());
        }
        problem = told.toString();
        counted(false);
        Announcement.problems(problems, err);
        Announcement.said("the policy files are not applied, revision " + revision + " stays", err);
    }

    private void counted(boolean ok) {
        Metrics current = metrics;
        if (current != null) {
            current.reloaded(ok);
        }
    }

    /** What only a new start can change. */
    private static List<Problem> fixed(CaissonFile before, CaissonFile now) {
        List<Problem> problems = new ArrayList<>();
        if (!before.engines().keySet().equals(now.engines().keySet()) || !sameEngines(before, now)) {
            problems.add(restart("engines"));
        }
        if (!sameListeners(before, now)) {
            problems.add(restart("listeners"));
        }
        if (!before.tokens().equals(now.tokens())) {
            problems.add(restart("tokens"));
        }
        if (!before.issuers().keySet().equals(now.issuers().keySet())) {
            problems.add(restart("issuers"));
        }
        if (!before.log().equals(now.log())) {
            problems.add(restart("log"));
        }
        if (!before.admin().equals(now.admin())) {
            problems.add(restart("admin"));
        }
        if (!before.limits().equals(now.limits())) {
            problems.add(restart("limits"));
        }
        if (!before.loops().equals(now.loops())) {
            problems.add(restart("loops"));
        }
        return problems;
    }

    private static boolean sameEngines(CaissonFile before, CaissonFile now) {
        return before.engines().values().stream()
                .allMatch(engine -> Optional.ofNullable(now.engines().get(engine.name()))
                        .map(other -> other.address().equals(engine.address()))
                        .orElse(false));
    }

    /** All that a listener is but its policy, which may change. */
    private static boolean sameListeners(CaissonFile before, CaissonFile now) {
        List<ListenerSpec> ours = List.copyOf(before.listeners().values());
        List<ListenerSpec> theirs = List.copyOf(now.listeners().values());
        if (ours.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < ours.size(); i++) {
            ListenerSpec one = ours.get(i);
            ListenerSpec other = theirs.get(i);
            boolean same = one.name().equals(other.name())
                    && one.address().equals(other.address())
                    && one.mode().equals(other.mode())
                    && one.engine().equals(other.engine());
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static Problem restart(String key) {
        return new Problem(
                key,
                "changed, which only a new start can apply; restart, or take the change back for the rest to count");
    }

    @Override
    public String revision() {
        return revision;
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
