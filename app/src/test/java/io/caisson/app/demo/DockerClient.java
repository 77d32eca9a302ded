package io.caisson.app.demo;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The docker client of the machine, pointed at a demo engine. */
public final class DockerClient {
    private static final long WAIT_SECONDS = 30;

    private final Path docker;
    private final Path socket;
    private final Path home;

    private DockerClient(Path docker, Path socket, Path home) {
        this.docker = docker;
        this.socket = socket;
        this.home = home;
    }

    /**
     * Finds the client.
     *
     * @throws AssertionError when there is none, for without it nothing would be tested
     */
    public static DockerClient find(Path socket, Path home) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path docker = Path.of(folder, "docker");
            if (Files.isExecutable(docker)) {
                return new DockerClient(docker, socket, home);
            }
        }
        throw new AssertionError(
                "there is no docker client on the PATH; install one (Debian: docker-cli or docker.io)");
    }

    /** What a command printed on both outputs, line ends unified, and its exit code. */
    public record Outcome(int code, String text) {}

    /** Runs a command with some input. */
    public Outcome run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(docker.toString()));
        command.addAll(List.of(arguments));
        Process process = start(command);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // The command ended without reading.
        }
        return outcome(process);
    }

    /** Starts a command at a terminal. */
    Process atTerminal(String arguments) throws IOException {
        return start(List.of("script", "-qec", docker + " " + arguments, "/dev/null"));
    }

    /** Starts a command that goes on. */
    public Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(docker.toString()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", "unix://" + socket);
        builder.environment().put("DOCKER_CONFIG", home.toString());
        builder.environment().remove("DOCKER_CONTEXT");
        builder.environment().remove("DOCKER_API_VERSION");
        return builder.start();
    }

    public static Outcome outcome(Process process) throws IOException, InterruptedException {
        Thread watchdog = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(WAIT_SECONDS * 1000);
                process.destroyForcibly();
            } catch (InterruptedException ended) {
                // In time.
            }
        });
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + text);
        }
        watchdog.interrupt();
        return new Outcome(process.exitValue(), text);
    }
}
