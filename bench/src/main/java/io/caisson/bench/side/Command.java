package io.caisson.bench.side;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end, within a time. */
final class Command {
    private static final Duration KILL_WAIT = Duration.ofSeconds(5);

    private Command() {}

    /**
     * What a command printed on both outputs.
     *
     * @throws IOException when it fails or does not end in time; the message holds what it printed
     */
    static String output(List<String> command, Map<String, String> environment, Duration limit) throws IOException {
        // A file takes any amount of output without a thread that reads it.
        Path file = Files.createTempFile("bench", ".out");
        try {
            int exit = run(command, environment, file.toFile(), limit);
            String text = Files.readString(file, StandardCharsets.UTF_8);
            if (exit != 0) {
                throw new IOException("`" + String.join(" ", command) + "` ended with " + exit + ": " + text.strip());
            }
            return text;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static int run(List<String> command, Map<String, String> environment, File output, Duration limit)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "`" + String.join(" ", command) + "` did not end within " + limit.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        } finally {
            end(process);
        }
    }

    /** Asks a process to end, and kills it when it does not within some seconds. */
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(KILL_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static void pause(double seconds) {
        try {
            Thread.sleep(Math.round(seconds * 1000));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
