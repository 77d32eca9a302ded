package io.caisson.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.Main;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CertsCommandTest {
    @TempDir
    private Path top;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String word, String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = CommandLineInterface.commands(Map.of());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("certs", word, "--dir", folder().toString()));
        all.addAll(List.of(more));
        return line.execute(all.toArray(String[]::new));
    }

    private Path folder() {
        return top.resolve("certs");
    }

    private X509Certificate certificate(String file) throws Exception {
        try (InputStream in = Files.newInputStream(folder().resolve(file))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private X509CRL revoked() throws Exception {
        try (InputStream in = Files.newInputStream(folder().resolve("server/crl.pem"))) {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
        }
    }

    @Test
    void makes_everything_in_one_command_with_rights_for_its_owner_alone() throws Exception {
        assertThat(run(
                        "init",
                        "--host",
                        "build.example.org",
                        "--host",
                        "192.0.2.7",
                        "--host",
                        "2001:db8::1",
                        "--client",
                        "alice",
                        "--client",
                        "bob",
                        "--port",
                        "4242"))
                .isEqualTo(Main.OK);
        assertThat(out.toString())
                .contains("CAISSON_TLS=" + folder().resolve("server"))
                .contains("DOCKER_HOST=tcp://build.example.org:4242 DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH="
                        + folder().resolve("clients/alice"))
                .contains("docker context create bob --docker host=tcp://build.example.org:4242,ca=")
                .contains("curl --cacert ");
        X509Certificate authority = certificate("ca/ca.pem");
        assertThat(authority.getBasicConstraints()).isZero();
        for (String each : List.of("server", "clients/alice", "clients/bob")) {
            X509Certificate issued = certificate(each + "/cert.pem");
            issued.verify(authority.getPublicKey());
            issued.checkValidity();
            assertThat(Duration.between(Instant.now(), issued.getNotAfter().toInstant())
                            .toDays())
                    .isBetween(363L, 365L);
            assertThat(certificate(each + "/ca.pem")).isEqualTo(authority);
        }
        assertThat(certificate("server/cert.pem").getSubjectAlternativeNames().toString())
                .contains("build.example.org")
                .contains("192.0.2.7")
                .contains("2001:db8:0:0:0:0:0:1");
        assertThat(certificate("clients/alice/cert.pem")
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=alice");
        // RFC 5280: 1.3.6.1.5.5.7.3.1 for servers, .2 for clients
        assertThat(certificate("server/cert.pem").getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate("clients/bob/cert.pem").getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        revoked().verify(authority.getPublicKey());
        assertThat(revoked().getRevokedCertificates()).isNull();
        try (Stream<Path> files = Files.walk(folder())) {
            for (Path file : files.toList()) {
                String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                String wanted = Files.isDirectory(file)
                        ? "rwx------"
                        : file.toString().contains("key") || file.endsWith("index.tsv") ? "rw-------" : "rw-r--r--";
                assertThat(rights).as(file.toString()).isEqualTo(wanted);
            }
        }
    }

    @Test
    void adds_clients_later_and_leaves_what_is_there() throws Exception {
        run("init", "--host", "h", "--client", "alice");
        X509Certificate alice = certificate("clients/alice/cert.pem");
        X509Certificate server = certificate("server/cert.pem");
        assertThat(run("init", "--host", "h", "--client", "alice", "--client", "bob"))
                .isEqualTo(Main.OK);
        assertThat(out.toString()).contains("for bob").doesNotContain("alice").doesNotContain("server certificate");
        assertThat(certificate("clients/alice/cert.pem")).isEqualTo(alice);
        assertThat(certificate("server/cert.pem")).isEqualTo(server);
        certificate("clients/bob/cert.pem").verify(certificate("ca/ca.pem").getPublicKey());
    }

    @Test
    void renews_who_is_named_and_whatever_ends_soon() throws Exception {
        run("init", "--host", "h", "--client", "alice", "--days", "20");
        run("init", "--host", "h", "--client", "bob");
        var before = certificate("clients/bob/cert.pem");
        assertThat(run("renew")).isEqualTo(Main.OK);
        assertThat(out.toString())
                .contains("renewed server")
                .contains("renewed alice")
                .doesNotContain("bob");
        assertThat(run("renew", "bob", "--days", "400")).isEqualTo(Main.OK);
        assertThat(certificate("clients/bob/cert.pem").getSerialNumber()).isNotEqualTo(before.getSerialNumber());
        assertThat(run("renew", "carol")).isEqualTo(Main.FAULT);
        assertThat(err.toString()).contains("`carol`").contains("caisson certs show");
    }

    @Test
    void revokes_all_that_a_client_ever_had_and_says_who_has_what() throws Exception {
        run("init", "--host", "h", "--client", "alice", "--client", "bob");
        var first = certificate("clients/alice/cert.pem");
        run("renew", "alice");
        var second = certificate("clients/alice/cert.pem");
        assertThat(run("revoke", "alice")).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("revoked 2 certificates of alice");
        assertThat(revoked().isRevoked(first)).isTrue();
        assertThat(revoked().isRevoked(second)).isTrue();
        assertThat(revoked().isRevoked(certificate("clients/bob/cert.pem"))).isFalse();
        assertThat(run("show")).isEqualTo(Main.OK);
        assertThat(out.toString().lines().filter(line -> line.contains("alice")))
                .allMatch(line -> line.contains("revoked on"));
        assertThat(out.toString()).contains("client  bob").contains("for another 364 days");
        // A new one under the same name is another certificate.
        run("init", "--host", "h", "--client", "alice");
        assertThat(revoked().isRevoked(certificate("clients/alice/cert.pem"))).isFalse();
        assertThat(revoked().isRevoked(second)).isTrue();
    }

    @Test
    void refuses_names_that_would_leave_the_folder_and_says_what_is_missing() throws Exception {
        for (String name : List.of("../x", "a/b", ".hidden", "", "server", "x".repeat(65), "a b")) {
            assertThat(run("init", "--host", "h", "--client", name)).as(name).isEqualTo(Main.FAULT);
            assertThat(err.toString()).startsWith("caisson: a client cannot have the name");
        }
        assertThat(folder()).doesNotExist();
        assertThat(run("revoke", "alice")).isEqualTo(Main.FAULT);
        assertThat(err.toString()).contains("make it with `caisson certs init`");
        run("init", "--host", "h");
        Files.delete(folder().resolve("ca/ca-key.pem"));
        assertThat(run("renew", "server")).isEqualTo(Main.FAULT);
        assertThat(err.toString()).contains("ca-key.pem").contains("put it back");
        assertThat(run("init", "--host", "h", "--days", "0")).isEqualTo(Main.BAD_SETTINGS);
    }
}
