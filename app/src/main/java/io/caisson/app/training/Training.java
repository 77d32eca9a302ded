package io.caisson.app.training;

import io.caisson.app.Main;
import io.caisson.app.Notified;
import io.caisson.app.Serve;
import io.caisson.app.StopSignal;
import io.caisson.app.Surroundings;
import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.config.Settings;
import io.caisson.server.telemetry.Screen;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The training run: starts the product as {@code serve} does and drives every kind of request through it. */
public final class Training {
    private static final Duration TIME = Duration.ofMillis(2_500);

    private Training() {}

    /** Trains for a few seconds; answers the exit code. */
    public static int run(PrintStream err) {
        try {
            Path folder = Files.createTempDirectory("caisson-training");
            Path engine = folder.resolve("engine.sock");
            Path listener = folder.resolve("listener.sock");
            try (TrainingEngine running = TrainingEngine.start(engine)) {
                train(engine, listener);
            } finally {
                Files.deleteIfExists(engine);
                Files.deleteIfExists(listener);
                Files.deleteIfExists(folder);
            }
            return Main.OK;
        } catch (IOException | IllegalStateException fault) {
            err.println("caisson: the training run failed: " + fault);
            return Main.FAULT;
        }
    }

    /** What a start does besides, without its effect. */
    private static void startAndStop() {
        // The real environment is another kind of map.
        EnvironmentSettings.load(System.getenv(), Surroundings.inContainer(System.getenv()), 1);
        Serve.Records.standardOutput(Map.of());
        Notified.of(() -> {}, Map.of());
        StopSignal.rehearse();
    }

    private static void train(Path engine, Path listener) throws IOException {
        startAndStop();
        Serve.Records records = new Serve.Records(OutputStream.nullOutputStream(), Screen.NONE);
        // Once for each way that records are written, so that both are known.
        for (String format : List.of("text", "json")) {
            Map<String, String> environment = Map.of(
                    "CAISSON_LISTEN",
                    "unix://" + listener + ",tcp://127.0.0.1:0",
                    "CAISSON_ENGINE",
                    "unix://" + engine,
                    "CAISSON_ADMIN",
                    "127.0.0.1:0",
                    "CAISSON_LOG_FORMAT",
                    format,
                    "CONTAINERS",
                    "1",
                    "EXEC",
                    "1",
                    "POST",
                    "1");
            Loaded loaded = EnvironmentSettings.load(
                    environment,
                    Surroundings.inContainer(environment),
                    Runtime.getRuntime().availableProcessors());
            if (!(loaded instanceof Loaded.Valid(Settings settings))) {
                throw new IllegalStateException(loaded.toString());
            }
            try (Serve serve = Serve.open(settings, records, nowhere())) {
                serve.announce(settings, nowhere());
                SocketAddress tcp = serve.gate().listeners().getLast().address();
                TrainingClient client = new TrainingClient(
                        List.of(serve.gate().listeners().getFirst().address(), tcp));
                for (String path : List.of("/ready", "/health", "/metrics")) {
                    TrainingClient.ask(serve.adminAddress().orElseThrow(), path);
                }
                client.drive(format.equals("json") ? TIME : TIME.dividedBy(5));
            }
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
