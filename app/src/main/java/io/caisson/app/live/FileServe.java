package io.caisson.app.live;

import io.caisson.app.Announcement;
import io.caisson.app.Main;
import io.caisson.app.Notified;
import io.caisson.app.Serve;
import io.caisson.app.StopSignal;
import io.caisson.app.tool.check.Acceptance;
import io.caisson.core.config.FileSettings;
import io.caisson.core.config.Problem;
import io.caisson.core.config.Settings;
import io.caisson.core.config.file.CaissonFile;
import io.caisson.language.Loaded;
import io.caisson.language.Snapshot;
import io.caisson.server.listener.BindFault;
import io.caisson.server.proxy.Door;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The running product with policies from files, which may change while it runs. */
public final class FileServe implements AutoCloseable {
    private final Serve serve;
    private final Reloader reloader;
    private final Certificates certificates;
    private final Plugins plugins;
    private final Entrances entrances;
    private final FileWatch watch;

    private FileServe(
            Serve serve,
            Reloader reloader,
            Certificates certificates,
            Plugins plugins,
            Entrances entrances,
            FileWatch watch) {
        this.plugins = plugins;
        this.entrances = entrances;
        this.serve = serve;
        this.reloader = reloader;
        this.certificates = certificates;
        this.watch = watch;
    }

    /** Serves until the process is told to stop; answers the exit code when it cannot, otherwise never. */
    public static int untilStopped(Map<String, String> environment, Serve.Records records, PrintStream err) {
        List<Path> places = places(environment);
        String fingerprint = Fingerprint.of(places);
        switch (Acceptance.load(places, environment)) {
            case Loaded.Invalid(List<Problem> problems) -> {
                Announcement.problems(problems, err);
                return Main.BAD_SETTINGS;
            }
            case Loaded.Valid(Snapshot snapshot) -> {
                return switch (settings(snapshot, environment)) {
                    case io.caisson.core.config.Loaded.Invalid(List<Problem> problems) -> {
                        Announcement.problems(problems, err);
                        yield Main.BAD_SETTINGS;
                    }
                    case io.caisson.core.config.Loaded.Valid(Settings settings) ->
                        untilStopped(new Start(places, fingerprint, environment, snapshot, settings), records, err);
                };
            }
        }
    }

    /**
     * What a start is made of.
     *
     * @param places the files and folders
     * @param fingerprint of what they held
     */
    record Start(
            List<Path> places,
            String fingerprint,
            Map<String, String> environment,
            Snapshot snapshot,
            Settings settings) {
        Start {
            places = List.copyOf(places);
            environment = Map.copyOf(environment);
        }
    }

    private static int untilStopped(Start start, Serve.Records records, PrintStream err) {
        try {
            FileServe running = open(start, records, err);
            if (!HangUp.runs(running::order)) {
                Announcement.said("SIGHUP cannot be taken here; changes of the files are still seen", err);
            }
            running.serve.announce(start.settings(), err);
            StopSignal.closing(Notified.of(running, System.getenv()));
        } catch (BindFault fault) {
            err.println("caisson: " + fault.getMessage());
            return Main.FAULT;
        } catch (IOException fault) {
            err.println("caisson: cannot start: " + fault);
            return Main.FAULT;
        }
        return StopSignal.await();
    }

    /** The files that the environment names. */
    static List<Path> places(Map<String, String> environment) {
        return FileSettings.files(environment).stream().map(Path::of).toList();
    }

    private static io.caisson.core.config.Loaded settings(Snapshot snapshot, Map<String, String> environment) {
        return FileSettings.load(
                snapshot.file(),
                snapshot.policies(),
                environment,
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * Opens everything and begins to watch the files.
     *
     * @throws IOException naming what cannot be opened; nothing stays open then
     */
    static FileServe open(Start start, Serve.Records records, PrintStream err) throws IOException {
        Entrances entrances = new Entrances(start.settings(), line -> Announcement.said(line, err));
        List<Door> doors = entrances.begin(start.snapshot());
        Reloader reloader = new Reloader(start, entrances, err);
        CaissonFile file = start.snapshot().file();
        Serve serve =
                Serve.open(start.settings(), records, entrances.engines(), doors, reloader, Plugins.recorders(file));
        Plugins plugins = new Plugins();
        try {
            plugins.begin(file, start.settings(), entrances, serve);
        } catch (IOException fault) {
            serve.close();
            throw fault;
        }
        entrances.opened(serve.gate());
        Certificates certificates = new Certificates(entrances, serve.metrics(), err);
        reloader.opened(serve.metrics(), certificates, plugins);
        serve.metrics().engines(entrances::reachable);
        return new FileServe(
                serve,
                reloader,
                certificates,
                plugins,
                entrances,
                FileWatch.start(start.places(), start.fingerprint(), reloader::reload));
    }

    /** Reads everything again: policies, and certificates too. */
    private void order() {
        watch.order();
        certificates.order();
    }

    /** What runs. */
    Serve serve() {
        return serve;
    }

    /** What reads the files again. */
    Reloader reloader() {
        return reloader;
    }

    /** Ends the watch, and then everything else as {@link Serve#close} does. */
    @Override
    public void close() {
        watch.close();
        plugins.close();
        entrances.close();
        certificates.close();
        serve.close();
    }
}
