package io.caisson.conformance.rig;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The product as users run it: a process of its own, configured by its environment alone, known by its sockets. */
public final class Caisson implements Front {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    /** The bounds that the launcher and the image give it: the tests must pass within them. */
    private static final List<String> LAUNCHER_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-Xms4m",
            "-Xmn2m",
            "-Xmx24m",
            "-XX:MaxDirectMemorySize=16m",
            "-Xss256k",
            "-XX:+ExitOnOutOfMemoryError");

    private final Process process;
    private final Path socket;
    private final int port;
    private final Path log;

    private Caisson(Process process, Path socket, int port, Path log) {
        this.process = process;
        this.socket = socket;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts {@code caisson serve} in front of an engine, on a unix socket and a port, and waits until it answers.
     *
     * @param name a short word for this one's socket and log
     * @param settings the variables that a user would set
     */
    static Caisson start(Engine engine, String name, Map<String, String> settings) {
        var socket = engine.folder().resolve(name + ".sock");
        var log = engine.folder().resolve(name + ".log");
        int port = Ports.free();
        var environment = new HashMap<>(settings);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("SOCKET_PATH", engine.socket().toString());
        environment.put("CAISSON_LISTEN", "unix://" + socket + ",tcp://127.0.0.1:" + port);
        return start(command("serve"), environment, socket, port, log);
    }

    /**
     * Starts {@code caisson serve} with a file, on a unix socket and a port that share one policy.
     *
     * @param name a short word for this one's socket, log and file
     * @param policy the policy as YAML in flow style
     */
    static Caisson startWithPolicy(Engine engine, String name, String policy) {
        var socket = engine.folder().resolve(name + ".sock");
        int port = Ports.free();
        var file = engine.folder().resolve(name + ".yaml");
        try {
            Files.writeString(file, """
                engine: unix://%s
                listeners:
                  socket: {address: "unix://%s", policy: clients}
                  port: {address: "tcp://127.0.0.1:%d", policy: clients}
                policies:
                  clients: %s
                """.formatted(engine.socket(), socket, port, policy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var environment = new HashMap<String, String>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        var command = new ArrayList<>(command("serve"));
        command.addAll(List.of("--config", file.toString()));
        return start(command, environment, socket, port, engine.folder().resolve(name + ".log"));
    }

    private static Caisson start(
            List<String> command, Map<String, String> environment, Path socket, int port, Path log) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            var caisson = new Caisson(builder.start(), socket, port, log);
            Runtime.getRuntime().addShutdownHook(new Thread(caisson.process::destroyForcibly));
            caisson.awaitReady();
            return caisson;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The built classes by their main class, or the launcher that {@code -Dconformance.caisson} names. */
    static List<String> command(String... arguments) {
        var launcher = System.getProperty("conformance.caisson", "");
        if (!launcher.isEmpty()) {
            return Stream.concat(Stream.of(launcher), Stream.of(arguments)).toList();
        }
        // nothing of the tests' own libraries may be there to help the product out
        var shipped = List.of(
                "/core/target/",
                "/server/target/",
                "/app/target/",
                "/io/caisson/",
                "/info/picocli/",
                "/tools/jackson/",
                "/io/prometheus/",
                // the policy language
                "/language/target/",
                "/org/snakeyaml/",
                "/dev/cel/",
                "/org/bouncycastle/",
                "/com/google/",
                "/org/antlr/",
                "/org/threeten/");
        var path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> shipped.stream().anyMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> all = new ArrayList<>(List.of(java));
        all.addAll(LAUNCHER_OPTIONS);
        all.addAll(List.of("-cp", path, "io.caisson.app.Main"));
        all.addAll(List.of(arguments));
        return all;
    }

    private void awaitReady() {
        Eventually.within(START_MAX, () -> "an answer from caisson, which wrote: " + Logs.tail(log), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("caisson ended with " + process.exitValue() + ": " + Logs.tail(log));
            }
            return Files.exists(socket) && answers();
        });
    }

    private boolean answers() {
        try {
            // any answer will do: what is open is the settings' business
            return Wire.ask(socket, "GET", "/_ping").status() != 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Path socket() {
        return socket;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path log() {
        return log;
    }

    /** Ends it as a service manager does; it must go by itself, and with success. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("caisson did not stop within " + STOP_MAX + ": " + Logs.tail(log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new AssertionError("interrupted while caisson stopped", e);
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("caisson stopped with " + process.exitValue() + ": " + Logs.tail(log));
        }
    }
}
