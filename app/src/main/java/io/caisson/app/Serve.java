package io.caisson.app;

import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import io.caisson.core.config.Settings;
import io.caisson.server.admin.AdminServer;
import io.caisson.server.listener.BindFault;
import io.caisson.server.proxy.Gate;
import io.caisson.server.telemetry.Telemetry;
import io.caisson.server.upstream.Engine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The running product: every object built by hand from the settings, in order, and closed in the reverse order.
 */
public final class Serve implements AutoCloseable {
    private final Telemetry telemetry;
    private final Gate gate;
    private final @Nullable AdminServer admin;

    private Serve(Telemetry telemetry, Gate gate, @Nullable AdminServer admin) {
        this.telemetry = telemetry;
        this.gate = gate;
        this.admin = admin;
    }

    /** Serves until the process is told to stop, with the settings of the environment; answers the exit code. */
    public static int fromEnvironment(Map<String, String> environment, PrintStream err) {
        return untilStopped(
                EnvironmentSettings.load(
                        environment,
                        Surroundings.inContainer(environment),
                        Runtime.getRuntime().availableProcessors()),
                err);
    }

    /** Serves until the process is told to stop; answers the exit code, or never when all went well. */
    public static int untilStopped(Loaded loaded, PrintStream err) {
        switch (loaded) {
            case Loaded.Invalid(var problems) -> {
                Announcement.problems(problems, err);
                return Main.BAD_SETTINGS;
            }
            case Loaded.Valid(var settings) -> {
                try {
                    StopSignal.closing(open(settings, new FileOutputStream(FileDescriptor.out), err), err);
                } catch (BindFault fault) {
                    err.println("caisson: " + fault.getMessage());
                    return Main.FAULT;
                } catch (IOException fault) {
                    err.println("caisson: cannot start: " + fault);
                    return Main.FAULT;
                }
                return StopSignal.await();
            }
        }
    }

    /**
     * Opens everything and says so.
     *
     * @param records where the records of exchanges go, unbuffered
     * @param err where the operator reads
     * @throws IOException naming what cannot be opened; nothing stays open then
     */
    public static Serve open(Settings settings, OutputStream records, PrintStream err) throws IOException {
        Engine engine = new Engine(SocketAddresses.engine(settings.engine()));
        String version = Version.text();
        Telemetry telemetry = Telemetry.start(
                settings.logLevel(),
                format(settings.logFormat()),
                records,
                settings.loops(),
                engine::reachable,
                version);
        Gate gate = null;
        try {
            gate = Gate.open(new Gate.Plan(
                    settings.limits(),
                    engine,
                    settings.loops(),
                    telemetry.recorders(),
                    telemetry.exchangeIds(),
                    SocketAddresses.listeners(settings),
                    settings::policy));
            AdminServer admin = settings.admin().isPresent()
                    ? AdminServer.start(
                            settings.admin().get().host(),
                            settings.admin().get().port(),
                            telemetry.metrics(),
                            engine::reachable)
                    : null;
            if (settings.logLevel().compareTo(LogLevel.WARNING) <= 0) {
                Announcement.started(settings, version, gate, admin, err);
            }
            return new Serve(telemetry, gate, admin);
        } catch (IOException fault) {
            if (gate != null) {
                gate.close();
            }
            telemetry.close();
            throw fault;
        }
    }

    /** What has been opened for clients, in the order of the settings. */
    public Gate gate() {
        return gate;
    }

    private static LogFormat format(Optional<LogFormat> chosen) {
        return chosen.orElseGet(() -> Surroundings.outputIsTerminal() ? LogFormat.TEXT : LogFormat.JSON);
    }

    /** Stops accepting, lets finite exchanges finish, ends streams within the limit, and writes what is left to write. */
    @Override
    public void close() {
        gate.close();
        if (admin != null) {
            admin.close();
        }
        telemetry.close();
    }
}
