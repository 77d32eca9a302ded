package io.caisson.app;

import io.caisson.app.demo.DemoEngine;
import io.caisson.core.config.Address;
import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.config.Settings;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Decision;
import io.caisson.server.listener.BindFault;
import io.caisson.server.listener.Listener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Caisson at work in front of an embedded engine: three commands to type, and what becomes of each. */
public final class Demo implements AutoCloseable {
    private static final int PORT = 2375;

    /** What the demo's clients may do: look, but not touch. */
    private static final List<String> POLICY = List.of("CONTAINERS=1", "IMAGES=1", "NETWORKS=1", "VOLUMES=1", "INFO=1");

    private final Path folder;
    private final DemoEngine engine;
    private final Serve serve;

    private Demo(Path folder, DemoEngine engine, Serve serve) {
        this.folder = folder;
        this.engine = engine;
        this.serve = serve;
    }

    /** Shows the demo until the process is told to stop; answers the exit code when it cannot. */
    public static int untilStopped(Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            Path folder = Files.createTempDirectory("caisson-demo-");
            DemoEngine engine = DemoEngine.start(folder.resolve("engine.sock"));
            Settings settings = settings(engine, PORT);
            Serve.Records records = Serve.Records.standardOutput(environment);
            Serve serve;
            try {
                serve = Serve.open(settings, records, System.err);
            } catch (BindFault taken) {
                serve = Serve.open(settings(engine, 0), records, System.err);
            }
            String address = Listener.text(serve.gate().listeners().getFirst().address());
            out.println(
                    DemoText.of(address, String.join(" ", POLICY), refusal(settings), DemoText.hasDocker(environment)));
            StopSignal.closing(new Demo(folder, engine, serve));
        } catch (IOException fault) {
            err.println("caisson: the demo cannot start: " + fault.getMessage());
            return Main.FAULT;
        }
        return StopSignal.await();
    }

    private static Settings settings(DemoEngine engine, int port) {
        Map<String, String> environment = new HashMap<>();
        for (String line : POLICY) {
            environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        environment.put("CAISSON_LISTEN", new Address.Tcp("127.0.0.1", port).toString());
        environment.put("CAISSON_ENGINE", "unix://" + engine.socket());
        environment.put("CAISSON_LOG_FORMAT", "text");
        return switch (EnvironmentSettings.load(environment, false, 1)) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    /** What a client is told that tries to stop a container, up to the number of the exchange. */
    private static String refusal(Settings settings) {
        return switch (settings.policy().decide(Operation.ContainerStop)) {
            case Decision.Deny no ->
                "caisson: " + no.message() + " (" + no.reason().code() + ", exchange ...)";
            case Decision.Allow allow -> throw new IllegalStateException("the demo's policy allows a change");
            case Decision.Asks asks -> throw new IllegalStateException("the demo's policy has no standard");
            case Decision.Conditional facts -> throw new IllegalStateException("the demo's policy has no conditions");
        };
    }

    @Override
    public void close() throws IOException {
        serve.close();
        engine.close();
        Files.deleteIfExists(engine.socket());
        Files.deleteIfExists(folder);
    }
}
