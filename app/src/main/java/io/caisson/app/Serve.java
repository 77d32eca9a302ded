package io.caisson.app;

import io.caisson.app.live.FileServe;
import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.FileSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import io.caisson.core.config.Settings;
import io.caisson.server.admin.AdminServer;
import io.caisson.server.admin.GateReadiness;
import io.caisson.server.admin.PolicyState;
import io.caisson.server.listener.BindFault;
import io.caisson.server.listener.Listener;
import io.caisson.server.proxy.Door;
import io.caisson.server.proxy.Gate;
import io.caisson.server.telemetry.Metrics;
import io.caisson.server.telemetry.Recorder;
import io.caisson.server.telemetry.Screen;
import io.caisson.server.telemetry.Telemetry;
import io.caisson.server.upstream.Engine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The running product: every object built by hand from the settings, in order, and closed in the reverse order.
 */
public final class Serve implements AutoCloseable {
    private final List<Engine> engines;
    private final Telemetry telemetry;
    private final Gate gate;
    private final @Nullable AdminServer admin;
    private final int loops;
    private @Nullable AutoCloseable certificates;

    private Serve(List<Engine> engines, Telemetry telemetry, Gate gate, @Nullable AdminServer admin, int loops) {
        this.loops = loops;
        this.engines = engines;
        this.telemetry = telemetry;
        this.gate = gate;
        this.admin = admin;
    }

    /** A class, because a lambda costs its set-up at the program's start. */
    private record Listening(Gate gate) implements Supplier<List<Listener>> {
        @Override
        public List<Listener> get() {
            return gate.listeners();
        }
    }

    /**
     * Where records of exchanges go.
     *
     * @param out unbuffered; it may block and fail
     * @param screen who reads there
     */
    public record Records(OutputStream out, Screen screen) {
        /** The process's standard output. */
        public static Records standardOutput(Map<String, String> environment) {
            return new Records(
                    new FileOutputStream(FileDescriptor.out), Screen.of(Surroundings.outputIsTerminal(), environment));
        }
    }

    /** Serves until the process is told to stop, with the settings of the environment; answers the exit code. */
    public static int fromEnvironment(Map<String, String> environment, PrintStream err) {
        if (!environment.getOrDefault(FileSettings.NAME, "").isBlank()) {
            return FileServe.untilStopped(environment, Records.standardOutput(environment), err);
        }
        Loaded loaded = EnvironmentSettings.load(
                environment,
                Surroundings.inContainer(environment),
                Runtime.getRuntime().availableProcessors());
        return untilStopped(loaded, Records.standardOutput(environment), err);
    }

    /** Serves until the process is told to stop; answers the exit code when it cannot, otherwise never. */
    public static int untilStopped(Loaded loaded, Records records, PrintStream err) {
        // Not a switch: on types it costs milliseconds of every start, for its code is made at run time.
        if (loaded instanceof Loaded.Valid(Settings settings)) {
            try {
                Serve serve = open(settings, records, err);
                serve.announce(settings, err);
                StopSignal.closing(Notified.of(serve, System.getenv()));
            } catch (BindFault fault) {
                err.println("caisson: " + fault.getMessage());
                return Main.FAULT;
            } catch (IOException fault) {
                err.println("caisson: cannot start: " + fault);
                return Main.FAULT;
            }
            return StopSignal.await();
        }
        Announcement.problems(((Loaded.Invalid) loaded).problems(), err);
        return Main.BAD_SETTINGS;
    }

    /**
     * Opens everything.
     *
     * @param err where later changes of certificates are told
     * @throws IOException naming what cannot be opened; nothing stays open then
     */
    public static Serve open(Settings settings, Records records, PrintStream err) throws IOException {
        if (settings.tls().isPresent() || settings.engineTls().isPresent()) {
            return SecureServe.open(settings, records, err);
        }
        Engine engine = new Engine(SocketAddresses.engine(settings.engine()));
        return open(
                settings,
                records,
                List.of(engine),
                Door.all(SocketAddresses.listeners(settings), settings::policy, engine),
                null);
    }

    /**
     * Opens everything, with doors that are not all alike.
     *
     * @param engines those behind the doors
     * @param policies which policies are in force where they come from files, or null
     * @throws IOException naming what cannot be opened; nothing stays open then
     */
    public static Serve open(
            Settings settings, Records records, List<Engine> engines, List<Door> doors, @Nullable PolicyState policies)
            throws IOException {
        return open(settings, records, engines, doors, policies, 0);
    }

    /**
     * The same with recorders for what is no event loop.
     *
     * @param extraRecorders how many
     */
    public static Serve open(
            Settings settings,
            Records records,
            List<Engine> engines,
            List<Door> doors,
            @Nullable PolicyState policies,
            int extraRecorders)
            throws IOException {
        Telemetry telemetry = Telemetry.start(
                settings.logLevel(),
                format(settings, records.screen()),
                records.screen(),
                records.out(),
                settings.loops() + extraRecorders,
                engines.getFirst()::reachable,
                Version.text());
        Gate gate = null;
        try {
            gate = Gate.open(new Gate.Plan(
                    settings.limits(), settings.loops(), telemetry.recorders(), telemetry.exchangeIds(), doors));
            AdminServer admin = settings.admin().isPresent()
                    ? AdminServer.start(
                            settings.admin().get().host(),
                            settings.admin().get().port(),
                            telemetry.metrics(),
                            new GateReadiness(new Listening(gate), new GateReadiness.Fixed<>(engines)),
                            policies)
                    : null;
            return new Serve(engines, telemetry, gate, admin, settings.loops());
        } catch (IOException fault) {
            if (gate != null) {
                gate.close();
            }
            telemetry.close();
            throw fault;
        }
    }

    /** Tells the operator what was opened and how. */
    public void announce(Settings settings, PrintStream err) throws IOException {
        if (settings.logLevel().compareTo(LogLevel.WARNING) <= 0) {
            Announcement.started(settings, engines, gate, admin, err);
        }
    }

    /** What has been opened for clients, in the order of the settings. */
    public Gate gate() {
        return gate;
    }

    /** The first recorder that is no event loop's; where {@link #open} was told to have one. */
    public Recorder extraRecorder() {
        return telemetry.recorders().apply(loops);
    }

    /** How exchanges are named towards clients. */
    public ExchangeIds exchangeIds() {
        return telemetry.exchangeIds();
    }

    /** The counters, for what else is to be counted. */
    public Metrics metrics() {
        return telemetry.metrics();
    }

    /** From now on this is closed too. */
    void watched(AutoCloseable newCertificates) {
        certificates = newCertificates;
    }

    /** Where metrics and readiness are served, if anywhere. */
    public Optional<InetSocketAddress> adminAddress() {
        return admin == null ? Optional.empty() : Optional.of(admin.address());
    }

    private static LogFormat format(Settings settings, Screen screen) {
        return settings.logFormat().orElse(screen == Screen.NONE ? LogFormat.JSON : LogFormat.TEXT);
    }

    /**
     * Stops accepting, lets finite exchanges finish, ends streams within the limit, and writes what is left to write.
     */
    @Override
    public void close() {
        AutoCloseable watching = certificates;
        if (watching != null) {
            try {
                watching.close();
            } catch (Exception ignored) {
                // What is to be closed now matters more.
            }
        }
        gate.close();
        if (admin != null) {
            admin.close();
        }
        telemetry.close();
    }
}
