package io.caisson.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.Main;
import io.caisson.app.testing.NativeLibrary;
import io.caisson.app.testing.Program;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process with client rules: who is calling decides what judges. */
@Timeout(120)
class WhoIsCallingTest {
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    /** An allowed call is one whose engine cannot be reached. */
    private static final String ALLOWED = "503 Refused";

    @TempDir
    private Path folder;

    private Program serve(List<String> options, String listeners, String policies) throws IOException {
        Path file = Files.writeString(
                folder.resolve("caisson.yaml"), """
                engine: unix://%s/engine.sock
                listeners:
                %spolicies:
                %s""".formatted(folder, listeners.indent(2), policies.indent(2)));
        return Program.start(options, Map.of("CAISSON_CONFIG", file.toString()), "serve");
    }

    private static long ownUser() throws IOException {
        return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    }

    @Test
    void the_user_behind_a_unix_socket_chooses_the_policy() throws Exception {
        try (Program program =
                serve(NativeLibrary.options(folder), """
                own:
                  address: unix://%1$s/own.sock
                  clients:
                    - {match: {user: ["%2$s"]}, policy: open}
                    - {policy: shut}
                other:
                  address: unix://%1$s/other.sock
                  clients:
                    - {match: {user: ["%3$s"]}, policy: open}
                nobody:
                  address: unix://%1$s/nobody.sock
                  clients:
                    - {match: {user: ["%3$s"]}, policy: open}
                    - {policy: shut}
                """.formatted(folder, ownUser(), ownUser() + 1), """
                open: {allow: [SystemPing]}
                shut: {allow: [SystemVersion]}
                """)) {
            program.awaitLine("open: ");
            assertThat(Program.ask(folder.resolve("own.sock"), PING)).contains(ALLOWED);
            assertThat(program.awaitLine("SystemPing"))
                    .contains("\"principal\":\"user:")
                    .contains("\"uid\":" + ownUser())
                    .contains("\"pid\":" + ProcessHandle.current().pid());
            assertThat(Program.ask(folder.resolve("other.sock"), PING)).contains("403 Refused", "client_unknown");
            assertThat(Program.ask(folder.resolve("nobody.sock"), PING)).contains("policy `shut`");
        }
    }

    @Test
    void a_condition_may_ask_for_the_process() throws Exception {
        try (Program program = serve(NativeLibrary.options(folder), """
                own:
                  address: unix://%1$s/own.sock
                  clients:
                    - {policy: p}
                plain:
                  address: unix://%1$s/plain.sock
                  policy: p
                """.formatted(folder), """
                p:
                  allow:
                    - {operation: SystemPing, when: 'principal.uid == %1$s && principal.pid > 0'}
                    - {operation: SystemVersion, when: 'principal.uid != %1$s'}
                """.formatted(ownUser()))) {
            program.awaitLine("open: ");
            assertThat(Program.ask(folder.resolve("own.sock"), PING)).contains(ALLOWED);
            String version = PING.replace("/_ping", "/version");
            assertThat(Program.ask(folder.resolve("own.sock"), version)).contains("operation_denied");
            assertThat(Program.ask(folder.resolve("plain.sock"), version))
                    .as("what nobody found out is no fact")
                    .contains("condition_failed");
        }
    }

    @Test
    void without_the_native_library_rules_about_processes_stop_the_start() throws Exception {
        try (Program program = serve(List.of(), """
                own: {address: "unix://%s/own.sock", clients: [{match: {user: ["0"]}, policy: p}]}
                """.formatted(folder), "p: {allow: [SystemPing]}")) {
            assertThat(program.exit()).isEqualTo(Main.FAULT);
            assertThat(program.output()).contains("listener `own`").contains("the native library is not there");
        }
    }

    @Test
    void networks_and_limits_count_on_tcp() throws Exception {
        try (Program program = serve(List.of(), """
                tcp:
                  address: tcp://127.0.0.1:0
                  clients:
                    - {match: {network: 10.0.0.0/8}, policy: shut}
                    - match: {network: 127.0.0.0/8}
                      policy: open
                      limits: {requests-per-second: 1, burst: 3}
                """, """
                open: {allow: [SystemPing]}
                shut: {}
                """)) {
            String line = program.awaitLine("tcp://127.0.0.1:");
            int port = Integer.parseInt(line.replaceAll(".*tcp://127.0.0.1:(\\d+).*", "$1"));
            for (int i = 0; i < 3; i++) {
                assertThat(ask(port)).contains(ALLOWED);
            }
            assertThat(ask(port))
                    .startsWith("HTTP/1.1 429 Refused\r\n")
                    .contains("\r\nRetry-After: 1\r\n")
                    .contains("rate_limited");
            Thread.sleep(1_100);
            assertThat(ask(port)).contains(ALLOWED);
        }
    }

    private static String ask(int port) throws IOException {
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
            channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
            StringBuilder answer = new StringBuilder();
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            while (channel.read(buffer.clear()) >= 0) {
                answer.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
            }
            return answer.toString();
        }
    }
}
