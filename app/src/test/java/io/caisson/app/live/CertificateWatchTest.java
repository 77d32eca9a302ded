package io.caisson.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.Main;
import io.caisson.app.testing.Program;
import io.caisson.app.tool.certs.Certs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of a running process: told of before they run out, and taken up when they change. */
@Timeout(120)
class CertificateWatchTest {
    private static final String TWO = "  two: {address: 'tcp://127.0.0.1:0', policy: p, tls: {certificate: "
            + "certs/server/cert.pem, key: certs/server/key.pem, client-ca: missing.pem}}\n";

    @TempDir
    private Path folder;

    private Certs certs() {
        return new Certs(folder.resolve("certs"), Optional.empty(), Instant.now());
    }

    private Program serve(Map<String, String> environment) throws Exception {
        return Program.start(environment, "serve");
    }

    private Map<String, String> fromEnvironment() {
        return Map.of(
                "CAISSON_TLS",
                folder.resolve("certs/server").toString(),
                "CAISSON_LISTEN",
                "tcp://127.0.0.1:0",
                "CAISSON_ADMIN",
                "127.0.0.1:0",
                "SOCKET_PATH",
                folder.resolve("none.sock").toString());
    }

    private static String metrics(String line) throws Exception {
        String address = "http://" + line.substring(line.indexOf("tcp://") + "tcp://".length()) + "/metrics";
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void tells_of_a_certificate_that_runs_out_and_takes_up_its_successor() throws Exception {
        certs().init(List.of("localhost"), List.of(), Duration.ofDays(20), 2376);
        try (Program program = serve(fromEnvironment())) {
            List<String> said = program.awaitLines(
                    "metrics and readiness on", "speaks TLS", "warning: the certificate of listener");
            String admin = said.getFirst();
            assertThat(said.get(1)).contains("client certificates required");
            assertThat(said.getLast()).contains("runs out on").contains("caisson certs renew");
            assertThat(metrics(admin))
                    .contains("caisson_certificate_expiry_timestamp_seconds{name=\"tcp://127.0.0.1:0\"");
            certs().renew(List.of("server"), Duration.ofDays(100));
            program.awaitLine("certificates reloaded");
            Files.writeString(folder.resolve("certs/server/cert.pem"), "nothing");
            assertThat(program.awaitLine("certificates are not reloaded"))
                    .contains("those before stay")
                    .contains("cert.pem");
            assertThat(metrics(admin))
                    .contains("caisson_certificate_reloads_total{result=\"failed\"} 1")
                    .containsPattern("caisson_certificate_reloads_total\\{result=\"ok\"} [1-9]");
        }
    }

    @Test
    void takes_up_listeners_with_tls_that_come_with_a_policy_file() throws Exception {
        certs().init(List.of("localhost"), List.of(), Duration.ofDays(100), 2376);
        Path file = folder.resolve("caisson.yaml");
        String plain = """
                engine: unix://%1$s/none.sock
                listeners:
                  one: {address: "unix://%1$s/one.sock", policy: p}
                policies: {p: {allow: [SystemPing]}}
                """.formatted(folder);
        Files.writeString(file, plain);
        try (Program program = serve(Map.of("CAISSON_CONFIG", file.toString()))) {
            program.awaitLine("listens on");
            Files.writeString(file, plain.replace("policies: {", TWO + "policies: {"));
            assertThat(program.awaitLine("missing.pem"))
                    .contains("listener `two`")
                    .contains("is not there");
            program.awaitLine("not applied");
            Files.writeString(folder.resolve("missing.pem"), Files.readString(folder.resolve("certs/server/ca.pem")));
            program.signal("HUP");
            program.awaitLine("policies reloaded");
            certs().renew(List.of("server"), Duration.ofDays(50));
            program.awaitLine("certificates reloaded");
        }
    }

    @Test
    void does_not_start_with_files_that_cannot_be_used_and_names_them() throws Exception {
        try (Program program = serve(fromEnvironment())) {
            assertThat(program.exit()).isEqualTo(Main.FAULT);
            assertThat(program.output())
                    .contains("listener `tcp://127.0.0.1:0`: the certificate `")
                    .contains("is not there; make one with `caisson certs init`");
        }
    }
}
