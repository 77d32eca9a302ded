package io.caisson.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Command;
import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.Eventually;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose as it belongs to the engine: version 1 from the distribution, version 2 with the newest engine. */
@RealEngine
class ComposeTest {
    private final Rig rig;
    private final Docker docker;

    @TempDir
    Path folder;

    ComposeTest(Rig rig) {
        this.rig = rig;
        docker = rig.docker();
    }

    @BeforeEach
    void project() throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM busybox:local\nRUN echo built > /www/index.html\n");
        Files.writeString(folder.resolve("compose.yaml"), """
                version: "3.8"
                services:
                  web:
                    build: .
                    init: true
                    command: [sh, -c, "echo web is up; exec httpd -f -h /www"]
                    volumes:
                      - {type: volume, source: data, target: /data}
                  client:
                    image: busybox:local
                    init: true
                    command: [sleep, "3600"]
                    depends_on: [web]
                volumes:
                  data: {}
                """);
    }

    @Test
    void a_project_is_built_and_comes_up_and_its_services_talk_and_it_goes_down() {
        ok("up", "--detach", "--build");
        assertThat(ok("ps", "--quiet", "web")).hasSizeGreaterThanOrEqualTo(12);
        assertThat(ok("exec", "-T", "client", "wget", "-q", "-O", "-", "http://web/"))
                .isEqualTo("built");
        assertThat(compose("exec", "-T", "client", "cat").run("piped\n").ok()).isEqualTo("piped");
        assertThat(ok("logs", "web")).contains("web is up");
        try (var logs = compose("logs", "--follow", "web").start()) {
            logs.awaitOutput("web is up");
            ok("exec", "-T", "web", "sh", "-c", "echo later > /proc/1/fd/1");
            logs.awaitOutput("later");
            ok("stop");
            logs.finish(Command.WAIT_MAX);
        }
        ok("down", "--volumes", "--rmi", "local");
        assertThat(docker.ok("ps", "--all", "--quiet")).isEmpty();
        assertThat(docker.ok("volume", "ls", "--quiet")).isEmpty();
    }

    @Test
    void up_in_the_foreground_shows_all_logs_and_stops_on_an_interrupt() {
        try (var up = compose("up", "--build").start()) {
            up.awaitOutput("web is up");
            // an interrupt between the starts of two services would leave the second one running
            Eventually.within(
                    Command.WAIT_MAX,
                    () -> "two containers",
                    () -> docker.ok("ps", "--quiet").lines().count() == 2);
            assertThat(up.interrupt().exit()).isIn(0, 130);
        }
        assertThat(docker.ok("ps", "--quiet")).isEmpty();
        ok("down", "--volumes", "--rmi", "local");
    }

    private String ok(String... arguments) {
        return compose(arguments).run().ok();
    }

    private Command compose(String... arguments) {
        List<String> all = new ArrayList<>(rig.newest() ? List.of("docker", "compose") : List.of("docker-compose"));
        all.addAll(List.of(
                "--project-name",
                "cxproject",
                "--file",
                folder.resolve("compose.yaml").toString()));
        all.addAll(List.of(arguments));
        return docker.program(all);
    }
}
