package io.caisson.bench.side;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The fixed side of every row: scratch folder, mock engine, and the load program, both on core 1. */
final class Rig implements AutoCloseable {
    private static final String LOAD_CORE = "1";
    private static final String BACKLOG = "128";
    private static final Duration LOAD_LIMIT = Duration.ofMinutes(3);
    private static final double STALL_SECONDS = 0.3;

    private final Path scratch;
    private final Path natives;
    private final Process engine;
    private final Placeholders placeholders;

    private Rig(Path scratch, Path natives, Process engine, Placeholders placeholders) {
        this.scratch = scratch;
        this.natives = natives;
        this.engine = engine;
        this.placeholders = placeholders;
    }

    /** Starts the engine; {@code home} is the repository, and {@code natives} holds the compiled programs. */
    static Rig open(Path home, Path natives, Scale scale) throws IOException {
        // Unix socket paths are short, so the folder lies right under the temporary one.
        Path scratch = Files.createTempDirectory("caisson-bench");
        Path socket = scratch.resolve("engine.sock");
        List<String> command =
                pinned(LOAD_CORE, List.of(natives.resolve("engine").toString(), socket.toString(), BACKLOG));
        Process engine = new ProcessBuilder(command).inheritIO().start();
        Map<String, String> values = new HashMap<>(scale.values());
        values.put("home", home.toString());
        values.put("scratch", scratch.toString());
        values.put("engine", socket.toString());
        return new Rig(scratch, natives, engine, new Placeholders(values));
    }

    static List<String> pinned(String cores, List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", cores));
        pinned.addAll(command);
        return pinned;
    }

    /** A scratch folder of its own and the placeholders of a contender. */
    Placeholders placeholders(Contender contender) throws IOException {
        Path run = Files.createDirectories(scratch.resolve(contender.name()));
        return placeholders.with(Map.of(
                "run", run.toString(),
                "socket", run.resolve("proxy.sock").toString(),
                "port", Integer.toString(freePort()),
                "secure", Integer.toString(freePort())));
    }

    Placeholders placeholders() {
        return placeholders;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Runs the load program; what it reports, by name. A failure of the program itself is one error. */
    Map<String, Double> load(List<String> arguments, Map<String, String> environment, boolean engineStalls) {
        List<String> command = new ArrayList<>(List.of(natives.resolve("load").toString()));
        command.addAll(arguments);
        List<String> pinned = pinned(LOAD_CORE, command);
        try {
            if (!engineStalls) {
                return results(Command.output(pinned, environment, LOAD_LIMIT));
            }
            signalEngine("-STOP");
            CompletableFuture<Map<String, Double>> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return results(Command.output(pinned, environment, LOAD_LIMIT));
                } catch (IOException fault) {
                    throw new UncheckedIOException(fault);
                }
            });
            Command.pause(STALL_SECONDS);
            signalEngine("-CONT");
            return running.join();
        } catch (IOException | RuntimeException fault) {
            System.err.println("  failed: " + fault.getMessage());
            return Map.of(Metric.ERRORS.key(), 1.0);
        }
    }

    private void signalEngine(String signal) throws IOException {
        Command.output(List.of("kill", signal, Long.toString(engine.pid())), Map.of(), LOAD_LIMIT);
    }

    /** Reads {@code name=value} lines; what is not a number is a message and is shown. */
    static Map<String, Double> results(String output) {
        Map<String, Double> results = new HashMap<>();
        for (String line : output.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                try {
                    results.put(line.substring(0, equals), Double.parseDouble(line.substring(equals + 1)));
                } catch (NumberFormatException text) {
                    System.err.println("  " + line);
                }
            }
        }
        return results;
    }

    @Override
    public void close() {
        Command.end(engine);
        try (var files = Files.walk(scratch)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException ignored) {
            // A temporary folder that stays is no harm.
        }
    }
}
