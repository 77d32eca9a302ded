package io.caisson.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.Gate;
import io.caisson.conformance.rig.NativeLibrary;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Containers of a real engine as callers: each is known by the process that connects, and judged by what it is. */
@RealEngine
class CallerTest {
    private final Rig rig;
    private final Docker direct;
    private final Path folder;
    private Gate gate;

    CallerTest(Rig rig) throws IOException {
        this.rig = rig;
        direct = rig.engineDocker();
        folder = Files.createTempDirectory(rig.engine().folder(), "c");
    }

    @AfterEach
    void stop() {
        if (gate != null) {
            assertThat(gate.stop()).isZero();
        }
    }

    private void serve() throws Exception {
        Path socket = folder.resolve("c.sock");
        Path file = Files.writeString(
                folder.resolve("caisson.yaml"), """
                engine: unix://%s
                listeners:
                  containers:
                    address: unix://%s
                    mode: "0666"
                    clients:
                      - match: { container: { name: "*-web-*", labels: ["tier=web"] } }
                        policy: version
                      - policy-from-label: caisson.policy
                        policies: [info]
                      - match: { user: ["0"], container: { image: "busybox:*" } }
                        policy: nothing
                      - policy: host
                policies:
                  version: { allow: [SystemVersion] }
                  info: { allow: [SystemInfo] }
                  nothing: {}
                  host: { allow: [SystemPing, SystemPingHead] }
                """.formatted(rig.engine().socket(), socket));
        gate = Gate.startInside(
                rig.engine(),
                socket,
                Map.of("JDK_JAVA_OPTIONS", NativeLibrary.options(folder)),
                "serve",
                "--config=" + file);
    }

    /** A container that has the host's programs, curl among them, and the socket. */
    private String container(String name, String... labels) {
        var options = new ArrayList<>(List.of("--volume", folder + ":/c", "--volume", "/usr:/usr:ro"));
        options.addAll(List.of("--volume", "/usr/lib:/lib:ro", "--volume", "/usr/lib64:/lib64:ro"));
        for (var label : labels) {
            options.addAll(List.of("--label", label));
        }
        return direct.idle(rig.name(name), options.toArray(String[]::new));
    }

    private String ask(String container, String target) {
        var result = direct.run(
                "exec", container, "/usr/bin/curl", "-s", "-i", "--unix-socket", "/c/c.sock", "http://a" + target);
        return result.out() + result.err();
    }

    @Test
    void each_container_has_the_rights_of_what_it_is_and_the_host_its_own() throws Exception {
        var web = container("web", "tier=web");
        var db = container("db", "tier=db");
        var labelled = container("l", "caisson.policy=info");
        var bold = container("b", "caisson.policy=host");
        serve();
        assertThat(ask(web, "/version")).contains("200 OK");
        assertThat(ask(web, "/info")).contains("operation_denied");
        assertThat(ask(labelled, "/info")).contains("200 OK");
        assertThat(ask(labelled, "/version")).contains("operation_denied");
        assertThat(ask(bold, "/_ping")).contains("policy_label_refused");
        assertThat(ask(db, "/_ping")).contains("operation_denied", "policy `nothing`");
        assertThat(gate.log())
                .contains("\"principal\":\"container:" + web + "\"")
                .contains("\"container\":\"" + direct.ok("inspect", "--format", "{{.Id}}", web) + "\"");
        // A process of the engine's host that is in no container.
        assertThat(rig.engine()
                        .inside("curl", "-s", "-i", "--unix-socket", folder + "/c.sock", "http://a/_ping")
                        .run()
                        .out())
                .contains("200 OK");
    }

    @Test
    void a_container_that_is_started_again_is_known_again_and_one_that_is_renamed_is_another() throws Exception {
        var web = container("web", "tier=web");
        serve();
        assertThat(ask(web, "/version")).contains("200 OK");
        direct.ok("restart", "--time", "0", web);
        assertThat(ask(web, "/version")).contains("200 OK");
        var other = rig.name("other");
        direct.ok("rename", web, other);
        assertThat(ask(other, "/version")).contains("operation_denied");
    }
}
