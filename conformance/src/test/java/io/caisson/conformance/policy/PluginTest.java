package io.caisson.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Command;
import io.caisson.conformance.rig.Eventually;
import io.caisson.conformance.rig.Gate;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import io.caisson.conformance.rig.Running;
import io.caisson.conformance.rig.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real engine that asks before it does anything: what it is refused shows at its own socket, with nothing before it. */
@RealEngine
class PluginTest {
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private final Rig rig;
    private final Path folder;
    private final Path socket;
    private Gate gate;
    private Running engine;

    PluginTest(Rig rig) throws IOException {
        this.rig = rig;
        folder = Files.createTempDirectory(rig.engine().folder(), "p");
        socket = folder.resolve("d.sock");
    }

    /** A second engine in the first one's namespaces, where the plugin's socket is in the place that engines look at. */
    @BeforeEach
    void start() throws IOException {
        var file = Files.writeString(folder.resolve("caisson.yaml"), """
                engine: unix://%s
                listeners:
                  here: {address: "unix://%s", policy: everyone}
                  plugin:
                    address: unix:///run/docker/plugins/caisson.sock
                    make-folder: true
                    mode: "0600"
                    protocol: authz-plugin
                    policy: everyone
                policies:
                  everyone:
                    allow:
                      - SystemPing
                      - SystemPingHead
                      - SystemVersion
                      - VolumeList
                      - {operation: VolumeCreate, when: 'body.Name.startsWith("ok-")'}
                      - {operation: VolumeInspect, when: 'target.labels.get("show", "") == "yes"'}
                """.formatted(socket, folder.resolve("c.sock")));
        gate = Gate.startInside(rig.engine(), folder.resolve("c.sock"), Map.of(), "serve", "--config=" + file);
        engine = rig.engine()
                .inside(
                        // In a network of its own, for an engine without a bridge removes that of the other.
                        "unshare",
                        "--net",
                        "dockerd",
                        "--data-root=" + folder.resolve("data"),
                        "--exec-root=" + folder.resolve("exec"),
                        "--pidfile=" + folder.resolve("pid"),
                        "--host=unix://" + socket,
                        "--bridge=none",
                        "--iptables=false",
                        "--storage-driver=vfs",
                        "--authorization-plugin=caisson")
                .start();
        Eventually.within(START_MAX, () -> "an engine with a plugin: " + engine.out(), () -> {
            try {
                return Files.exists(socket) && Wire.ask(socket, "GET", "/_ping").status() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        rig.engine()
                .inside("kill", "-TERM", Files.readString(folder.resolve("pid")).strip())
                .run()
                .ok();
        engine.finish(START_MAX);
        assertThat(gate.stop()).isZero();
    }

    private String post(String target, String body, String... fields) throws IOException {
        var file = Files.writeString(folder.resolve("body"), body);
        var command = new ArrayList<>(List.of("curl", "-s", "-i", "-H", "Expect:", "--unix-socket", socket.toString()));
        for (var field : fields) {
            command.addAll(List.of("-H", field));
        }
        command.addAll(List.of("--data-binary", "@" + file, "http://a" + target));
        return new Command(Map.of("PATH", System.getenv("PATH")), folder, command)
                .run()
                .out();
    }

    @Test
    void operations_bodies_and_objects_are_judged_and_what_is_not_handed_over_is_refused() throws Exception {
        assertThat(Wire.ask(socket, "GET", "/version").status()).isEqualTo(200);
        var denied = Wire.ask(socket, "GET", "/info");
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.body()).contains("authorization denied by plugin caisson", "SystemInfo is not allowed here");
        var json = "Content-Type: application/json";
        assertThat(post("/volumes/create", "{\"Name\":\"ok-1\",\"Labels\":{\"show\":\"yes\"}}", json))
                .contains("201 Created");
        assertThat(post("/volumes/create", "{\"Name\":\"ok-2\"}", json)).contains("201 Created");
        assertThat(post("/volumes/create", "{\"Name\":\"bad\"}", json)).contains("403", "VolumeCreate is not allowed");
        assertThat(post("/volumes/create", "{\"Name\":\"ok-3\",\"name\":\"bad\"}", json))
                .contains("403", "body_ambiguous");
        assertThat(Wire.ask(socket, "GET", "/volumes/ok-1").status()).isEqualTo(200);
        assertThat(Wire.ask(socket, "GET", "/volumes/ok-2").status()).isEqualTo(403);
        assertThat(Wire.ask(socket, "DELETE", "/volumes/ok-1").status()).isEqualTo(403);
        var long1 = "{\"Name\":\"ok-4\",\"Labels\":{\"l\":\"" + "x".repeat(1_200_000) + "\"}}";
        assertThat(post("/volumes/create", long1, json)).contains("403", "body_not_handed_over");
        assertThat(post("/volumes/create", "{\"Name\":\"ok-5\"}", json, "Transfer-Encoding: chunked"))
                .contains("201 Created");
        assertThat(post("/volumes/create", long1, json, "Transfer-Encoding: chunked"))
                .contains("403", "body_not_handed_over");
        assertThat(Wire.ask(socket, "GET", "/volumes").body())
                .contains("ok-1", "ok-2", "ok-5")
                .doesNotContain("bad", "ok-3", "ok-4");
    }
}
