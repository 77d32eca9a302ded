package io.caisson.app.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, started as the launchers start it. */
public final class Program implements AutoCloseable {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final long SECONDS_MAX = 60;

    private final Process process;
    private final List<String> lines = new ArrayList<>();

    private Program(Process process) {
        this.process = process;
    }

    /** Starts a command with nothing in its environment but what is given. */
    public static Program start(Map<String, String> environment, String... arguments) throws IOException {
        return start(List.of(), environment, arguments);
    }

    /** Starts a command with more options for the virtual machine. */
    public static Program start(List<String> options, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + ROOT.resolve("packaging/java-options"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.caisson.app.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("CAISSON_IN_CONTAINER", "0");
        builder.environment().putAll(environment);
        return new Program(builder.start());
    }

    /** Reads what it writes until a line holds a text; answers that line. */
    public String awaitLine(String part) throws IOException {
        return awaitLines(part).getFirst();
    }

    /** Reads what it writes until each of some texts was in a line, in whatever order; answers those lines. */
    public List<String> awaitLines(String... parts) throws IOException {
        // Reading cannot be interrupted: a program that goes on without writing them is ended, and the reading with it.
        CompletableFuture<Void> ended = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(SECONDS_MAX, TimeUnit.SECONDS));
        try {
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            List<String> found = new ArrayList<>(Collections.nCopies(parts.length, null));
            while (found.contains(null)) {
                String line = reader.readLine();
                if (line == null) {
                    throw new AssertionError("not all of " + List.of(parts) + " in:\n" + String.join("\n", lines));
                }
                lines.add(line);
                for (int i = 0; i < parts.length; i++) {
                    if (found.get(i) == null && line.contains(parts[i])) {
                        found.set(i, line);
                    }
                }
            }
            return found;
        } finally {
            ended.cancel(false);
        }
    }

    /** Orders it to stop, as a supervisor does. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Sends it a signal by name, for example {@code HUP}. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Ends it without a chance to clean up. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for its end; answers the exit code. */
    public int exit() throws IOException, InterruptedException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        reader.lines().forEach(lines::add);
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    /** Everything that it has written so far and that was read. */
    public String output() {
        return String.join("\n", lines);
    }

    /** Sends a request to a unix socket and reads until the other side closes. */
    public static String ask(Path socket, String request) throws IOException {
        try (SocketChannel channel = connect(socket)) {
            send(channel, request);
            StringBuilder answer = new StringBuilder();
            ByteBuffer buffer = ByteBuffer.allocate(8 << 10);
            while (channel.read(buffer.clear()) >= 0) {
                answer.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
            }
            return answer.toString();
        }
    }

    /** A connection to a unix socket. */
    public static SocketChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    public static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** The next bytes that come, as text; empty when the other side has closed. */
    public static String receive(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        channel.read(buffer);
        return StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
