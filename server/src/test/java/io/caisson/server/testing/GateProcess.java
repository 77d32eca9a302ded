package io.caisson.server.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@link GateMain} under the memory limits of the product's image. */
public final class GateProcess implements AutoCloseable {
    private static final int HZ = 100;

    private final Process process;
    private final BufferedReader answers;
    private final Path socket;

    private GateProcess(Process process, Path socket) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
        this.socket = socket;
    }

    /**
     * What a gate says of itself.
     *
     * @param heapBytes used after a collection
     */
    public record Stats(int connections, int streams, long exchanges, long heapBytes) {}

    /** Starts a gate with so many descriptors, and waits until it listens. */
    public static GateProcess start(Path folder, Path engine, int descriptors) throws IOException {
        return start(folder, engine, descriptors, List.of());
    }

    /** The same with more options for the Java virtual machine. */
    public static GateProcess start(Path folder, Path engine, int descriptors, List<String> options)
            throws IOException {
        Path socket = folder.resolve("gate.sock");
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "sh"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms4m",
                "-Xmn2m",
                "-Xmx24m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-XX:-ShrinkHeapInSteps",
                "-XX:MinHeapDeltaBytes=512k",
                "-XX:MaxDirectMemorySize=16m",
                "-Xss256k",
                "-XX:-UsePerfData",
                "-XX:TrimNativeHeapInterval=1000",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-XX:-MaxFDLimit"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                GateMain.class.getName(),
                socket.toString(),
                engine.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.redirectError(folder.resolve("gate.log").toFile());
        GateProcess gate = new GateProcess(builder.start(), socket);
        String ready = gate.answers.readLine();
        if (ready == null || !ready.startsWith("ready")) {
            throw new IOException("the gate did not start: " + Files.readString(folder.resolve("gate.log")));
        }
        return gate;
    }

    public Wire connect() throws IOException {
        return Wire.connect(UnixDomainSocketAddress.of(socket));
    }

    public Stats stats() {
        try {
            process.outputWriter(StandardCharsets.US_ASCII).append("?\n").flush();
            String[] numbers = answers.readLine().split(" ");
            return new Stats(
                    Integer.parseInt(numbers[0]),
                    Integer.parseInt(numbers[1]),
                    Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3]));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public void awaitNothingOpen() throws InterruptedException {
        Until.holds("every connection is closed", () -> stats().connections() == 0 && stats().streams() == 0);
    }

    /** Memory in KiB that cannot be given back by dropping pages of files: what counts where memory is limited. */
    public int anonymousKib() {
        return status("RssAnon:");
    }

    public int residentKib() {
        return status("VmRSS:");
    }

    private int status(String name) {
        try {
            for (String line : Files.readAllLines(proc("status"))) {
                if (line.startsWith(name)) {
                    return Integer.parseInt(line.replaceAll("\\D", ""));
                }
            }
            throw new IOException("no " + name);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Processor time used so far, in milliseconds. */
    public long processorMillis() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / HZ;
    }

    /** Open descriptors of kernel pipes, those of its standard streams not counted. */
    public int pipes() throws IOException {
        int count = 0;
        try (Stream<Path> descriptors = Files.list(proc("fd"))) {
            for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
                boolean standard = Integer.parseInt(descriptor.getFileName().toString()) <= 2;
                count += !standard && isPipe(descriptor) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean isPipe(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
        } catch (NoSuchFileException closed) {
            return false;
        }
    }

    private Path proc(String name) {
        return Path.of("/proc", String.valueOf(process.pid()), name);
    }

    /** Ends the gate; answers its exit code. */
    public int stop() throws IOException, InterruptedException {
        process.outputWriter(StandardCharsets.US_ASCII).close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the gate did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
