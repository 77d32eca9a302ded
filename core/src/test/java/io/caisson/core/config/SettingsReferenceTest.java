package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference page on settings; {@code -Dgolden.write=true} writes it anew. */
class SettingsReferenceTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "."), "..", "docs", "reference", "settings.md");

    /** A row of the page; the example is a value that is accepted. */
    private record Row(OwnVariable variable, String meaning, String accepted, String unlessSet, String example) {}

    private static final List<Row> ROWS = List.of(
            new Row(
                    OwnVariable.CAISSON_CONFIG,
                    "policy files, and folders of them, which say who may do what",
                    "paths, with commas between",
                    "the environment makes the policy",
                    "/etc/caisson"),
            new Row(
                    OwnVariable.CAISSON_LISTEN,
                    "where clients connect",
                    "`unix:///path` and `tcp://host:port`, with commas between; port 0 is any free one",
                    "`tcp://127.0.0.1:2375`, in a container `tcp://[::]:2375`; `BIND_CONFIG` if that is set",
                    "unix:///run/caisson.sock,tcp://127.0.0.1:2375"),
            new Row(
                    OwnVariable.CAISSON_TLS,
                    "with which certificates TCP listeners speak TLS and whose clients they take",
                    "a folder with `cert.pem`, `key.pem`, `ca.pem` and, if any is revoked, `crl.pem`",
                    "without TLS",
                    "/certs/server"),
            new Row(
                    OwnVariable.CAISSON_ENGINE,
                    "the engine",
                    "`unix:///path` or `tcp://host:port`",
                    "`SOCKET_PATH`, else `DOCKER_HOST`, else `unix:///var/run/docker.sock`",
                    "unix:///run/podman/podman.sock"),
            new Row(
                    OwnVariable.CAISSON_ENGINE_TLS,
                    "with which certificates TLS is spoken to an engine on TCP",
                    "a folder with `ca.pem`, `cert.pem` and `key.pem`",
                    "`DOCKER_CERT_PATH`, if `DOCKER_HOST` names the engine and `DOCKER_TLS_VERIFY` is set; else without"
                            + " TLS",
                    "/certs/client"),
            new Row(
                    OwnVariable.CAISSON_ADMIN,
                    "where metrics and readiness are served",
                    "`host:port`, `tcp://host:port` or `off`",
                    "`off`",
                    "127.0.0.1:9323"),
            new Row(
                    OwnVariable.CAISSON_LOG_FORMAT,
                    "how records are written",
                    "`json`, `text` or `auto`: text on a terminal, else JSON",
                    "`auto`",
                    "json"),
            new Row(
                    OwnVariable.CAISSON_HINTS,
                    "whether a refusal names the line that would allow the operation",
                    "on or off",
                    "on",
                    "off"),
            new Row(OwnVariable.CAISSON_LOOPS, "event loops", "1 to 256", "one per core", "1"),
            new Row(
                    OwnVariable.CAISSON_STOP_WAIT,
                    "how long open streams go on after the order to stop",
                    "a time up to 1h with `ms`, `s`, `m` or `h`",
                    "`10s`",
                    "500ms"),
            new Row(
                    OwnVariable.CAISSON_SOCKET_MODE,
                    "rights of listening socket files",
                    "three octal digits, as for `chmod`",
                    "`0660`",
                    "0600"),
            new Row(
                    OwnVariable.CAISSON_BODY_MAX,
                    "largest request body",
                    "a size with `B`, `KiB`, `MiB` or `GiB`, or `off`",
                    "`off`",
                    "64MiB"),
            new Row(
                    OwnVariable.CAISSON_CONNECTIONS_MAX,
                    "most client connections at a time",
                    "1 to 1000000",
                    "`16384`",
                    "1000"),
            new Row(
                    OwnVariable.CAISSON_IN_CONTAINER,
                    "whether this is a container, where that should not be found out",
                    "on or off",
                    "found out",
                    "1"));

    @Test
    void describes_every_variable_of_our_own_with_a_value_that_is_accepted() {
        List<OwnVariable> described = new ArrayList<>();
        for (Row row : ROWS) {
            described.add(row.variable());
            Map<String, String> environment = row.variable() == OwnVariable.CAISSON_ENGINE_TLS
                    ? Map.of(row.variable().name(), row.example(), "CAISSON_ENGINE", "tcp://engine:2376")
                    : Map.of(row.variable().name(), row.example());
            assertThat(EnvironmentSettings.load(environment, true, 1))
                    .as(row.variable().name())
                    .isInstanceOf(Loaded.Valid.class);
        }
        assertThat(described).containsExactly(OwnVariable.values());
    }

    @Test
    void the_reference_page_on_settings_is_up_to_date() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("# Settings\n\nGenerated by `SettingsReferenceTest`; do not edit.\n\n");
        page.append(
                "Every setting is an environment variable. One that is set to nothing is as if it were not set; one that begins\n");
        page.append(
                "with `CAISSON_` and is not listed here is an error. All errors are shown at once. What opens operations, and the\n");
        page.append(
                "other variables of Tecnativa's and LinuxServer's images, are in [compatibility.md](compatibility.md).\n\n");
        page.append("| Variable | Meaning | Accepted | Unless set | Example |\n|---|---|---|---|---|\n");
        for (Row row : ROWS) {
            page.append("| `")
                    .append(row.variable())
                    .append("` | ")
                    .append(row.meaning())
                    .append(" | ");
            page.append(row.accepted()).append(" | ").append(row.unlessSet()).append(" | `");
            page.append(row.example()).append("` |\n");
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page.toString());
        }
        assertThat(PAGE).hasContent(page.toString());
    }
}
