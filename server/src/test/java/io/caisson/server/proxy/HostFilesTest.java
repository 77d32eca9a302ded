package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.inspect.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths of the host are followed as the host follows them, wherever it is mounted. */
class HostFilesTest {
    @TempDir
    Path host;

    private String anchor = "";

    private String real(String path) {
        return HostFiles.real(host.toString(), path, anchor)
                .map(json -> ((Json.Text) json).value())
                .orElse("untold");
    }

    @Test
    void links_lead_from_the_hosts_own_root() throws IOException {
        Files.createDirectories(host.resolve("srv/ci/deep"));
        Files.createDirectories(host.resolve("etc"));
        Files.createSymbolicLink(host.resolve("srv/ci/absolute"), Path.of("/etc"));
        Files.createSymbolicLink(host.resolve("srv/ci/relative"), Path.of("../../etc/x"));
        Files.createSymbolicLink(host.resolve("srv/ci/above"), Path.of("../../../../../etc"));
        Files.createSymbolicLink(host.resolve("srv/ci/chain"), Path.of("absolute"));
        Files.createSymbolicLink(host.resolve("srv/ci/inside"), Path.of("deep"));
        assertThat(real("/srv/ci/deep/new")).isEqualTo("/srv/ci/deep/new");
        assertThat(real("/srv/ci/absolute/shadow")).isEqualTo("/etc/shadow");
        assertThat(real("/srv/ci/relative")).isEqualTo("/etc/x");
        assertThat(real("/srv/ci/above")).isEqualTo("/etc");
        assertThat(real("/srv/ci/chain/a")).isEqualTo("/etc/a");
        assertThat(real("/srv/ci/inside")).isEqualTo("/srv/ci/deep");
        assertThat(real("/nowhere/at/all")).isEqualTo("/nowhere/at/all");
        assertThat(real("/")).isEqualTo("/");
    }

    @Test
    void what_is_not_visible_leads_nowhere() throws IOException {
        anchor = "/srv/ci";
        assertThat(real("/srv/ci/new")).isEqualTo("untold");
        Files.createDirectories(host.resolve("srv/ci"));
        assertThat(real("/srv/ci/new")).isEqualTo("/srv/ci/new");
    }

    @Test
    void a_circle_of_links_leads_nowhere() throws IOException {
        Files.createSymbolicLink(host.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(host.resolve("b"), Path.of("a"));
        assertThat(real("/a/x")).isEqualTo("untold");
    }
}
