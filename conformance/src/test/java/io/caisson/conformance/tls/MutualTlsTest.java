package io.caisson.conformance.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.caisson.conformance.client.NodePackages;
import io.caisson.conformance.rig.Certificates;
import io.caisson.conformance.rig.Command;
import io.caisson.conformance.rig.Eventually;
import io.caisson.conformance.rig.Front;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Result;
import io.caisson.conformance.rig.Rig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real clients with the certificates that the product makes for them, and what those without are told. */
@RealEngine
@Tag("product")
class MutualTlsTest {
    private static Certificates certificates;
    private static Front front;
    private final Rig rig;

    MutualTlsTest(Rig rig) {
        this.rig = rig;
    }

    @BeforeAll
    static void makeCertificates(Rig rig) throws Exception {
        certificates = Certificates.make(rig.engine().folder().resolve("certs"), 2376, "alice", "mallory");
        var settings = new HashMap<String, String>();
        for (var section :
                ("AUTH BUILD COMMIT CONTAINERS EVENTS EXEC GRPC IMAGES INFO NETWORKS PING POST SESSION SYSTEM"
                                + " VERSION VOLUMES")
                        .split(" ")) {
            settings.put(section, "1");
        }
        settings.put("CAISSON_TLS", certificates.server().toString());
        front = rig.front(settings);
        NodePackages.install(rig.module().resolve("clients/node"), rig.module().resolve("target/node"));
    }

    private Command docker(String client, String... arguments) {
        return rig.docker(front)
                .command(arguments)
                .with("DOCKER_HOST", "tcp://localhost:" + front.port())
                .with("DOCKER_TLS_VERIFY", "1")
                .with("DOCKER_CERT_PATH", certificates.client(client).toString());
    }

    private Result curl(String... arguments) {
        var all = Stream.concat(
                Stream.of(
                        "curl",
                        "-s",
                        "-S",
                        "--max-time",
                        "20",
                        "--cacert",
                        certificates.client("alice").resolve("ca.pem").toString()),
                Stream.of(arguments));
        return rig.docker(front).program(all.toList()).run();
    }

    private String url(String path) {
        return "https://localhost:" + front.port() + path;
    }

    @Test
    void the_docker_command_line_works_with_what_certs_init_makes() {
        assertThat(docker("alice", "version", "--format", "{{.Server.Version}}")
                        .run()
                        .ok())
                .isNotEmpty();
        assertThat(docker("alice", "run", "--rm", "-i", "busybox:local", "wc", "-c")
                        .run("12345")
                        .ok())
                .as("the end of the input passes through TLS")
                .isEqualTo("5");
        assertThat(docker("alice", "run", "--rm", "busybox:local", "sh", "-c", "exit 7")
                        .run()
                        .exit())
                .isEqualTo(7);
    }

    @Test
    void a_large_archive_passes_both_ways() throws Exception {
        var name = docker("alice", "run", "-d", "--init", "busybox:local", "sleep", "600")
                .run()
                .ok();
        try {
            var file = Files.write(rig.engine().folder().resolve("big"), new byte[8 << 20]);
            docker("alice", "cp", file.toString(), name + ":/big").run().ok();
            assertThat(docker("alice", "exec", name, "wc", "-c", "/big").run().ok())
                    .startsWith("8388608");
            docker("alice", "cp", name + ":/big", file + ".back").run().ok();
            assertThat(Path.of(file + ".back")).hasSize(8 << 20);
        } finally {
            docker("alice", "rm", "-f", name).run();
        }
    }

    @Test
    void curl_works_with_the_line_that_certs_init_prints() {
        var line = certificates
                .said()
                .lines()
                .filter(text -> text.contains("curl ") && text.contains("/alice/"))
                .findFirst()
                .orElseThrow()
                .strip()
                .replace(":2376/", ":" + front.port() + "/");
        assertThat(rig.docker(front).program(List.of(line.split(" "))).run().ok())
                .contains("ApiVersion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lifecycle", "run_attaches_before_start", "exec_with_an_upgrade", "archive_round_trip"})
    void dockerode_works(String scenario) {
        var program = rig.module().resolve("target/node/dockerode.js").toString();
        rig.docker(front)
                .program(List.of("node", program, scenario, rig.name("node")))
                .with("DOCKER_HOST", "tcp://localhost:" + front.port())
                .with("DOCKER_TLS_VERIFY", "1")
                .with("DOCKER_CERT_PATH", certificates.client("alice").toString())
                .run()
                .ok();
    }

    @Test
    void docker_java_works() throws Exception {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost("tcp://localhost:" + front.port())
                .withDockerTlsVerify(true)
                .withDockerCertPath(certificates.client("alice").toString())
                .build();
        var transport = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .build();
        try (var client = DockerClientImpl.getInstance(config, transport)) {
            client.pingCmd().exec();
            assertThat(client.listImagesCmd().exec()).isNotEmpty();
        }
    }

    @Test
    void who_has_no_certificate_or_none_of_ours_is_told_so() {
        var none = curl("-w", "\n%{http_code}", url("/version"));
        assertThat(none.ok()).contains("client_certificate_missing").endsWith("\n400");
        var foreign = Certificates.make(rig.engine().folder().resolve("foreign"), 2376, "alice");
        var client = foreign.client("alice");
        var answer = curl(
                "-w",
                "\n%{http_code}",
                "--cert",
                client.resolve("cert.pem").toString(),
                "--key",
                client.resolve("key.pem").toString(),
                url("/version"));
        assertThat(answer.ok()).contains("client_certificate_untrusted").endsWith("\n400");
        var plain = curl("-w", "\n%{http_code}", "http://localhost:" + front.port() + "/version");
        assertThat(plain.ok()).contains("tls_required").endsWith("\n400");
        var shown = docker("alice", "version")
                .with("DOCKER_CERT_PATH", mixed(foreign).toString())
                .run();
        assertThat(shown.exit()).isNotZero();
        assertThat(shown.err()).as("the docker client shows the reason").contains("was not issued for clients by");
    }

    /** Our authority to trust, and a certificate that another issued. */
    private Path mixed(Certificates foreign) {
        try {
            var folder = Files.createDirectories(rig.engine().folder().resolve("mixed"));
            Files.write(
                    folder.resolve("ca.pem"),
                    Files.readAllBytes(certificates.client("alice").resolve("ca.pem")));
            for (var name : List.of("cert.pem", "key.pem")) {
                Files.write(
                        folder.resolve(name),
                        Files.readAllBytes(foreign.client("alice").resolve(name)));
            }
            return folder;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void who_is_revoked_is_turned_away_without_a_restart_while_others_go_on() {
        docker("mallory", "version").run().ok();
        assertThat(certificates.run("revoke", "mallory").ok()).contains("revoked 1 certificate of mallory");
        Eventually.within(
                Duration.ofSeconds(20),
                () -> "mallory is turned away",
                () -> docker("mallory", "version").run().err().contains("revoked"));
        docker("alice", "version").run().ok();
        assertThat(certificates.run("show").ok())
                .contains("mallory")
                .contains("revoked on")
                .contains("alice");
    }

    @Test
    void a_renewed_server_certificate_is_taken_up_without_a_restart() {
        var before = serial();
        certificates.run("renew", "server").ok();
        Eventually.within(Duration.ofSeconds(20), () -> "the new certificate is shown", () -> !serial().equals(before));
        docker("alice", "version").run().ok();
    }

    private String serial() {
        var line = "openssl s_client -connect localhost:" + front.port() + " </dev/null 2>/dev/null"
                + " | openssl x509 -noout -serial";
        return rig.docker(front).program(List.of("bash", "-c", line)).run().ok();
    }

    @Test
    void the_outside_sees_modern_tls_only() {
        var expected = Map.ofEntries(
                Map.entry("-tls1_3", true),
                Map.entry("-tls1_2", true),
                Map.entry("-tls1_1 -cipher DEFAULT@SECLEVEL=0", false),
                Map.entry("-tls1 -cipher DEFAULT@SECLEVEL=0", false),
                Map.entry("-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256", true),
                Map.entry("-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305", true),
                // no forward secrecy, no authenticated encryption, no encryption, broken hashes
                Map.entry("-tls1_2 -cipher AES128-GCM-SHA256", false),
                Map.entry("-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256", false),
                Map.entry("-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA", false),
                Map.entry("-tls1_2 -cipher eNULL@SECLEVEL=0", false),
                Map.entry("-tls1_2 -cipher aNULL@SECLEVEL=0", false),
                Map.entry("-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256", false),
                Map.entry("-tls1_2 -sigalgs ECDSA+SHA1 -cipher DEFAULT@SECLEVEL=0", false),
                // HTTP/2 alone is not spoken, HTTP/1.1 is
                Map.entry("-alpn h2", false),
                Map.entry("-alpn h2,http/1.1", true));
        expected.forEach((options, spoken) -> {
            var line = "openssl s_client -connect localhost:" + front.port() + " " + options + " </dev/null 2>&1";
            var said =
                    rig.docker(front).program(List.of("bash", "-c", line)).run().out();
            assertThat(said.contains("Cipher is (NONE)") || !said.contains("Cipher is "))
                    .as(options + "\n" + said)
                    .isEqualTo(!spoken);
            assertThat(said).doesNotContain("Compression: zlib");
            if (spoken && options.contains("1_2")) {
                assertThat(said).contains("Secure Renegotiation IS supported");
            }
        });
    }
}
