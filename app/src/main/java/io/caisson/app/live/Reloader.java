package io.caisson.app.live;

import io.caisson.app.Announcement;
import io.caisson.app.tool.check.Acceptance;
import io.caisson.core.config.Problem;
import io.caisson.core.config.file.CaissonFile;
import io.caisson.core.config.file.IssuerSpec;
import io.caisson.language.Loaded;
import io.caisson.language.Snapshot;
import io.caisson.server.admin.PolicyState;
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
    private final Entrances entrances;
    private final PrintStream err;
    private volatile String revision;
    private volatile @Nullable String problem;
    private @Nullable Metrics metrics;
    private @Nullable Certificates certificates;
    private @Nullable Plugins plugins;

    Reloader(FileServe.Start start, Entrances entrances, PrintStream err) {
        this.start = start;
        this.entrances = entrances;
        this.err = err;
        this.revision = start.snapshot().revision();
    }

    /** Everything is open: from now on reloads are counted, and certificates that come are watched. */
    void opened(Metrics newMetrics, Certificates newCertificates, Plugins newPlugins) {
        plugins = newPlugins;
        metrics = newMetrics;
        certificates = newCertificates;
    }

    /** Reads the files again. */
    void reload() {
        Loaded loaded = Acceptance.load(start.places(), start.environment());
        switch (loaded) {
            case Loaded.Invalid(List<Problem> problems) -> keep(problems);
            case Loaded.Valid(Snapshot snapshot) -> {
                List<Problem> fixed = fixed(start.snapshot().file(), snapshot.file());
                Plugins opened = plugins;
                if (opened != null) {
                    fixed.addAll(opened.fixed(snapshot.file()));
                }
                List<Problem> problems = fixed.isEmpty() ? entrances.apply(snapshot) : fixed;
                if (problems.isEmpty()) {
                    use(snapshot);
                } else {
                    keep(problems);
                }
            }
        }
    }

    private void use(Snapshot snapshot) {
        Certificates watched = certificates;
        if (watched != null) {
            watched.changed();
        }
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
        if (!before.tokens().equals(now.tokens())) {
            problems.add(restart("tokens"));
        }
        if (!sameIssuers(before, now)) {
            problems.add(restart("issuers"));
        }
        boolean sameAuthorizers =
                before.authorizers().keySet().equals(now.authorizers().keySet())
                        && before.authorizers().values().stream()
                                .allMatch(spec -> spec.equalTo(
                                        Objects.requireNonNull(now.authorizers().get(spec.name()))));
        if (!sameAuthorizers) {
            problems.add(restart("authorizers"));
        }
        if (!before.approvals().equals(now.approvals())) {
            problems.add(restart("approvals"));
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

    private static boolean sameIssuers(CaissonFile before, CaissonFile now) {
        return before.issuers().keySet().equals(now.issuers().keySet())
                && before.issuers().values().stream().allMatch(issuer -> {
                    IssuerSpec other = now.issuers().get(issuer.name());
                    return other != null
                            && issuer.issuer().equals(other.issuer())
                            && issuer.audience().equals(other.audience())
                            && issuer.keys().equals(other.keys())
                            && issuer.refresh().equals(other.refresh());
                });
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
