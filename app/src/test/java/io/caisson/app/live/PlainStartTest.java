package io.caisson.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start from the environment alone pays for nothing that only files, TLS or a service manager need. */
@Timeout(60)
class PlainStartTest {
    private static final List<String> NOT_FOR_IT = List.of(
            "io.caisson.language.",
            "io.caisson.app.live.",
            "io.caisson.core.config.FileSettings",
            "io.caisson.core.config.file.",
            "io.caisson.core.inspect.",
            "io.caisson.core.identity.Known",
            "io.caisson.core.policy.client.",
            "io.caisson.server.authz.",
            "io.caisson.server.client.",
            "io.caisson.server.consent.",
            "io.caisson.server.proxy.Visitor",
            "io.caisson.server.proxy.Inspection",
            "io.caisson.server.proxy.LivePolicies",
            "io.caisson.server.proxy.TargetSearch",
            "io.caisson.server.proxy.TargetFetch",
            "io.caisson.app.TlsSetup",
            "io.caisson.core.config.ListenerTls",
            "io.caisson.server.listener.Descriptors",
            "io.caisson.server.listener.Inherited",
            "io.caisson.server.listener.Ownership",
            "io.caisson.server.listener.ServiceManager",
            "io.caisson.server.proxy.Secure",
            "io.caisson.server.proxy.Tls",
            "io.caisson.server.tls.",
            "javax.net.ssl.",
            "sun.security.ssl.",
            "org.bouncycastle.",
            "org.snakeyaml.",
            "dev.cel.");

    @TempDir
    private Path folder;

    @Test
    void loads_nothing_of_files_conditions_and_tls_from_the_start_to_an_answer() throws Exception {
        Path socket = folder.resolve("c.sock");
        Path log = folder.resolve("classes.log");
        Map<String, String> environment = Map.of(
                "CAISSON_LISTEN",
                "unix://" + socket,
                "SOCKET_PATH",
                folder.resolve("e.sock").toString());
        try (Program program = Program.start(List.of("-Xlog:class+load:file=" + log), environment, "serve")) {
            program.awaitLine("open: ");
            Program.ask(socket, "GET /_ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            Program.ask(socket, "GET /info HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        }
        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).anyMatch(line -> line.contains("io.caisson.server.proxy.Exchange"));
        assertThat(loaded).noneMatch(line -> NOT_FOR_IT.stream().anyMatch(line::contains));
    }
}
