package io.caisson.conformance.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the product that serves on one unix socket until it is told to stop. */
public final class Gate implements AutoCloseable {
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final Engine engine;
    private final Process process;
    private final Path socket;
    private final Path log;

    private Gate(Engine engine, Process process, Path socket, Path log) {
        this.engine = engine;
        this.process = process;
        this.socket = socket;
        this.log = log;
    }

    /** Starts {@code caisson ARGUMENTS} and waits until its socket answers. */
    public static Gate start(Engine engine, Path socket, String... arguments) {
        return start(engine, socket, Map.of(), Caisson.command(arguments));
    }

    /** The same in the engine's namespaces, where its containers' processes can be seen, with more variables. */
    public static Gate startInside(Engine engine, Path socket, Map<String, String> variables, String... arguments) {
        var pid = socket.resolveSibling(socket.getFileName() + ".pid").toString();
        var command = new ArrayList<>(List.of(engine.folder().resolve("inside").toString()));
        command.addAll(List.of("sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", pid));
        command.addAll(Caisson.command(arguments));
        return start(engine, socket, variables, command);
    }

    private static Gate start(Engine engine, Path socket, Map<String, String> variables, List<String> command) {
        var log = socket.resolveSibling(socket.getFileName() + ".log");
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().clear();
            builder.environment()
                    .putAll(Map.of(
                            "PATH", System.getenv("PATH"),
                            "JAVA_HOME", System.getProperty("java.home"),
                            "CAISSON_IN_CONTAINER", "0"));
            builder.environment().putAll(variables);
            var gate = new Gate(engine, builder.start(), socket, log);
            Runtime.getRuntime().addShutdownHook(new Thread(gate.process::destroyForcibly));
            Eventually.within(WAIT_MAX, () -> "an answer from " + command + ": " + gate.log(), () -> {
                if (!gate.process.isAlive()) {
                    throw new AssertionError("caisson ended: " + gate.log());
                }
                return Files.exists(socket) && gate.answers();
            });
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try {
            return Wire.ask(socket, "HEAD", "/_ping").status() != 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The docker command line against it. */
    public Docker docker() {
        return new Docker(engine, host());
    }

    /** The value of DOCKER_HOST. */
    public String host() {
        return "unix://" + socket;
    }

    /** What it wrote. */
    public String log() {
        return Logs.tail(log);
    }

    /** Ends it as a service manager does, and waits for that; answers its exit code. */
    public int stop() {
        var inside = socket.resolveSibling(socket.getFileName() + ".pid");
        if (Files.exists(inside)) {
            // What was started in other namespaces is no child of ours, and has another number there.
            try {
                engine.inside("kill", "-TERM", Files.readString(inside).strip())
                        .run()
                        .ok();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            process.destroy();
        }
        try {
            if (!process.waitFor(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("caisson did not stop: " + log());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while caisson stopped", e);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
