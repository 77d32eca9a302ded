package io.caisson.app.live;

import io.caisson.app.Announcement;
import io.caisson.app.Main;
import io.caisson.app.Serve;
import io.caisson.app.SocketAddresses;
import io.caisson.app.StopSignal;
import io.caisson.app.tool.check.Acceptance;
import io.caisson.core.config.Address;
import io.caisson.core.config.FileSettings;
import io.caisson.core.config.Problem;
import io.caisson.core.config.Settings;
import io.caisson.core.config.file.CaissonFile;
import io.caisson.core.config.file.ListenerSpec;
import io.caisson.language.Loaded;
import io.caisson.language.Snapshot;
import io.caisson.server.client.Callers;
import io.caisson.server.client.Credentials;
import io.caisson.server.client.Meters;
import io.caisson.server.client.TokenFile;
import io.caisson.server.listener.BindFault;
import io.caisson.server.proxy.Door;
import io.caisson.server.proxy.LivePolicies;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The running product with policies from files, which may change while it runs. */
public final class FileServe implements AutoCloseable {
    private final Serve serve;
    private final Reloader reloader;
    private final FileWatch watch;

    private FileServe(Serve serve, Reloader reloader, FileWatch watch) {
        this.serve = serve;
        this.reloader = reloader;
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
            if (!HangUp.runs(running.watch::order)) {
                Announcement.said("SIGHUP cannot be taken here; changes of the files are still seen", err);
            }
            running.serve.announce(start.settings(), err);
            StopSignal.closing(running);
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
        CaissonFile file = start.snapshot().file();
        mayBeTold(file);
        LivePolicies live = new LivePolicies(Reloader.byListener(start.snapshot()));
        Map<Address, Engine> engines = new LinkedHashMap<>();
        Map<Engine, Callers> callers = new HashMap<>();
        Credentials credentials = file.tokens().isEmpty()
                ? null
                : new Credentials(
                        new TokenFile(Path.of(file.tokens().get())), null, line -> Announcement.said(line, err));
        List<Door> doors = new ArrayList<>();
        for (ListenerSpec listener : file.listeners().values()) {
            Address address =
                    file.engines().size() == 1 ? start.settings().engine() : FileSettings.engineOf(file, listener);
            Engine engine = engines.computeIfAbsent(address, to -> new Engine(SocketAddresses.engine(to)));
            doors.add(new Door(
                    SocketAddresses.listener(
                            listener.name(),
                            listener.address(),
                            listener.mode().orElse(start.settings().socketMode())),
                    live.of(doors.size()),
                    engine,
                    callers.computeIfAbsent(engine, Callers::new),
                    new Meters(),
                    credentials));
        }
        Reloader reloader = new Reloader(start, live, err);
        Serve serve = Serve.open(start.settings(), records, List.copyOf(engines.values()), doors, reloader);
        reloader.counts(serve.metrics());
        return new FileServe(serve, reloader, FileWatch.start(start.places(), start.fingerprint(), reloader::reload));
    }

    /** Rules about processes and containers behind unix sockets need what only the native library can find out. */
    private static void mayBeTold(CaissonFile file) throws BindFault {
        for (ListenerSpec listener : file.listeners().values()) {
            boolean asks = listener.address() instanceof Address.Unix
                    && listener.clients().stream().anyMatch(client -> client.asksForProcess());
            if (asks && !Callers.problem().isEmpty()) {
                throw new BindFault("the client rules of listener `" + listener.name() + "` ask who is behind a unix"
                        + " socket, and that cannot be told here: " + Callers.problem());
            }
        }
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
        serve.close();
    }
}
