package io.caisson.conformance.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Eventually;
import io.caisson.conformance.rig.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sockets that were open before the product was, as systemd passes them, and what systemd is told. */
@Tag("product")
@Timeout(60)
class SocketActivationTest {
    @TempDir
    private Path folder;

    private Process start(String listen) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "python3",
                Path.of("clients/systemd/activate.py").toAbsolutePath().toString(),
                folder.resolve("local.sock").toString(),
                folder.resolve("notify.sock").toString()));
        command.addAll(Program.command("serve"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(folder.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CAISSON_"));
        builder.environment().put("CAISSON_LISTEN", listen);
        builder.environment().put("CAISSON_ENGINE", "unix://" + folder.resolve("none.sock"));
        return builder.start();
    }

    /** What is answered to a ping: the engine is not there, so that an answer of ours it is. */
    private static String ask(SocketAddress address) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.write(ByteBuffer.wrap(
                    "GET /_ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            while (channel.read(answer) >= 0) {
                // To its end.
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void serves_on_sockets_that_were_passed_and_tells_when_it_is_ready_and_when_it_stops() throws Exception {
        Process process = start("fd://web,fd://local");
        try (BufferedReader said = process.inputReader()) {
            int port = Integer.parseInt(said.readLine());
            long child = Long.parseLong(said.readLine().substring("child ".length()));
            assertThat(said.readLine()).isEqualTo("READY=1");
            for (int i = 0; i < 2; i++) {
                assertThat(ask(new InetSocketAddress("127.0.0.1", port))).startsWith("HTTP/1.1 503");
                assertThat(ask(UnixDomainSocketAddress.of(folder.resolve("local.sock"))))
                        .startsWith("HTTP/1.1 503");
            }
            ProcessHandle.of(child).orElseThrow().destroy();
            // The records of the exchanges come on the same output.
            String line = said.readLine();
            while (!line.equals("STOPPING=1")) {
                line = said.readLine();
            }
            while (!line.startsWith("exit")) {
                line = said.readLine();
            }
            assertThat(line).isEqualTo("exit 0");
            assertThat(folder.resolve("local.sock")).as("it is systemd's").exists();
        } finally {
            process.destroyForcibly();
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException fault) {
            return fault.toString();
        }
    }

    @Test
    void says_which_sockets_there_are_when_one_is_named_that_was_not_passed() throws Exception {
        Process process = start("fd://other");
        try {
            Eventually.within(
                    Duration.ofSeconds(30),
                    () -> "a word about the sockets in " + said(),
                    () -> said().contains(
                                    "`fd://other` is no socket that the service manager passed; it passed local, web"));
        } finally {
            process.destroyForcibly();
        }
    }
}
