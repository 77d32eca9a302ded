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
                engine: unix://%1$s/engine.sock
                tokens: %1$s/tokens
                listeners:
                %2$spolicies:
                %3$s""".formatted(folder, listeners.indent(2), policies.indent(2)));
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
            assertThat(ask(port)).contains(ALLOWED);
            String answer = ask(port);
            for (int i = 0; i < 50 && answer.contains(ALLOWED); i++) {
                answer = ask(port);
            }
            assertThat(answer)
                    .startsWith("HTTP/1.1 429 Refused\r\n")
                    .contains("\r\nRetry-After: 1\r\n")
                    .contains("rate_limited");
            Thread.sleep(1_100);
            assertThat(ask(port)).contains(ALLOWED);
        }
    }

    private String token(String... arguments) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of("token"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--file", folder.resolve("tokens").toString()));
        try (Program program = Program.start(Map.of(), all.toArray(String[]::new))) {
            assertThat(program.exit()).as(program.output()).isEqualTo(Main.OK);
            return program.output().lines().findFirst().orElseThrow();
        }
    }

    private String with(String authorization) throws IOException {
        return Program.ask(
                folder.resolve("l.sock"), PING.replace("Host: a", "Host: a\r\nAuthorization: " + authorization));
    }

    @Test
    void a_token_chooses_the_policy_and_is_never_written_anywhere() throws Exception {
        String token = token("add", "ci-1");
        String expired = token("add", "ci-2", "--valid", "1ms");
        assertThat(Files.readString(folder.resolve("tokens"))).doesNotContain(token);
        assertThat(Files.getPosixFilePermissions(folder.resolve("tokens"))).hasSize(2);
        try (Program program = serve(List.of(), """
                l:
                  address: unix://%1$s/l.sock
                  clients:
                    - {match: {token: "ci-*"}, policy: open}
                """.formatted(folder), "open: {allow: [SystemPing]}")) {
            program.awaitLine("open: ");
            assertThat(with("Bearer " + token)).contains(ALLOWED);
            assertThat(program.awaitLine("SystemPing")).contains("\"principal\":\"token:ci-1\"");
            assertThat(Program.ask(folder.resolve("l.sock"), PING))
                    .contains("401 Refused", "\r\nWWW-Authenticate: Bearer", "credentials_required");
            String wrong = token.substring(0, token.length() - 1) + (token.endsWith("A") ? 'B' : 'A');
            assertThat(with("Bearer " + wrong)).contains("401 Refused", "credentials_refused");
            assertThat(with("Bearer " + expired)).contains("401 Refused", "credentials_refused");
            assertThat(with("Bearer " + token + "\r\nAuthorization: Bearer " + token))
                    .contains("401 Refused");
            assertThat(with("Basic " + base64("ci-1:" + token))).contains(ALLOWED);
            assertThat(with("Basic " + base64("ci-2:" + token))).contains("401 Refused");
            assertThat(with("Digest " + token)).contains("401 Refused");
            token("revoke", "ci-1");
            Thread.sleep(1_200);
            assertThat(with("Bearer " + token)).contains("401 Refused");
            program.terminate();
            program.exit();
            assertThat(program.output()).doesNotContain(token.substring(20)).contains("credentials_refused");
        }
    }

    @Test
    void a_token_file_that_cannot_be_used_makes_no_token_good() throws Exception {
        String token = token("add", "ci-1");
        try (Program program = serve(List.of(), """
                l: {address: "unix://%1$s/l.sock", clients: [{match: {token: "ci-*"}, policy: open}]}
                """.formatted(folder), "open: {allow: [SystemPing]}")) {
            program.awaitLine("open: ");
            assertThat(with("Bearer " + token)).contains(ALLOWED);
            Files.writeString(folder.resolve("tokens"), "nonsense\n");
            Thread.sleep(1_200);
            assertThat(with("Bearer " + token)).contains("401 Refused");
            program.awaitLine("no token is good");
        }
    }

    private static String base64(String text) {
        return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
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
