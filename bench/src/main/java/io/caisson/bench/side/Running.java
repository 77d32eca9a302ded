package io.caisson.bench.side;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A contender that has been started and answers. */
final class Running implements AutoCloseable {
    private static final int READY_TRIES = 300;
    private static final double TRY_SECONDS = 0.1;
    private static final String LOG = "out.log";
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";

    private final Process process;
    private final Placeholders placeholders;

    private Running(Process process, Placeholders placeholders) {
        this.process = process;
        this.placeholders = placeholders;
    }

    /** Writes a contender's configurations and returns what its placeholders stand for. */
    static Placeholders prepare(Contender contender, Rig rig) throws IOException {
        Placeholders placeholders = rig.placeholders(contender);
        for (String file : contender.files()) {
            String text = Files.readString(contender.folder().resolve(file));
            Files.writeString(Path.of(placeholders.fill("@run@")).resolve(file), placeholders.fill(text));
        }
        return placeholders;
    }

    static Map<String, String> environment(Contender contender, Placeholders placeholders) {
        Map<String, String> environment = new HashMap<>();
        contender.environment().forEach((name, value) -> environment.put(name, placeholders.fill(value)));
        return environment;
    }

    /**
     * Starts a contender and waits until it answers.
     *
     * @throws IOException when it does not; the message says where its output is
     */
    static Running start(Contender contender, Rig rig) throws IOException {
        Placeholders placeholders = prepare(contender, rig);
        Path run = Path.of(placeholders.fill("@run@"));
        List<String> command =
                new ArrayList<>(Rig.pinned(contender.cores(), placeholders.command(contender.command())));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment(contender, placeholders));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(run.resolve(LOG).toFile()));
        builder.redirectError(run.resolve("err.log").toFile());
        Files.deleteIfExists(run.resolve("proxy.sock"));
        Running running = new Running(builder.start(), placeholders);
        for (int i = 0; i < READY_TRIES && running.process.isAlive(); i++) {
            if (running.answers()) {
                return running;
            }
            Command.pause(TRY_SECONDS);
        }
        running.close();
        throw new IOException("`" + contender.name() + "` does not answer: "
                + Files.readString(run.resolve("err.log")).strip());
    }

    private boolean answers() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(placeholders.fill("@socket@")));
            channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(12);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // Until the status is there.
            }
            return new String(answer.array(), StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Measures one row on it.
     *
     * @throws IOException when the process has ended by itself, as one does that reaches its memory limit
     */
    Map<String, Double> measure(Row row, Rig rig) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("the process had ended with " + process.exitValue());
        }
        // Records of a million requests: emptied before they are written to a disk, which would disturb the next row.
        Files.write(Path.of(placeholders.fill("@run@")).resolve(LOG), new byte[0]);
        List<String> arguments = new ArrayList<>(row.arguments(placeholders));
        arguments.addAll(1, List.of("--socket", placeholders.fill("@socket@")));
        return rig.load(arguments, Map.of(), row.engineStalls());
    }

    @Override
    public void close() {
        Command.end(process);
    }
}
