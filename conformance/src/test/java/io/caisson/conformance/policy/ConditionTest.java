package io.caisson.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.Gate;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import io.caisson.conformance.rig.Wire;
import io.caisson.core.risk.Risk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Conditions in front of a real engine: the objects are found as the engine finds them, and clients notice nothing. */
@RealEngine
class ConditionTest {
    private final Rig rig;
    private final Docker direct;
    private final Path socket;
    private final Path file;
    private Gate gate;

    ConditionTest(Rig rig) throws IOException {
        this.rig = rig;
        direct = rig.engineDocker();
        var folder = Files.createTempDirectory(Path.of("/tmp"), "cc");
        socket = folder.resolve("c.sock");
        file = folder.resolve("caisson.yaml");
    }

    @AfterEach
    void stop() {
        if (gate != null) {
            assertThat(gate.stop()).isZero();
        }
    }

    private Docker with(String rules) throws IOException {
        return with("enforce", rules);
    }

    /** The docker command line behind a policy of these rules, beside what each command of it asks first. */
    private Docker with(String mode, String rules) throws IOException {
        Files.writeString(file, """
                engine: unix://%s
                listeners:
                  only:
                    address: unix://%s
                    policy: only
                policies:
                  only:
                    mode: %s
                    accepts: [%s]
                    allow:
                      - SystemPing
                      - SystemPingHead
                      - SystemVersion
                      - SystemInfo
                %s""".formatted(
                        rig.engine().socket(), socket, mode, String.join(", ", Risk.ids()), rules.indent(6)));
        gate = Gate.start(rig.engine(), socket, "serve", "--config=" + file);
        return gate.docker();
    }

    @Test
    void a_container_is_known_by_its_name_its_id_and_the_beginning_of_its_id() throws Exception {
        var web = direct.idle(rig.name("web"), "--label", "tier=web");
        var db = direct.idle(rig.name("db"), "--label", "tier=db");
        var docker = with("""
                - operation: ContainerRestart
                  when: target.labels.get("tier", "") == "web"
                """);
        var id = direct.ok("inspect", "--format", "{{.Id}}", web);
        for (var reference : new String[] {web, id, id.substring(0, 12)}) {
            docker.ok("restart", "--time", "0", reference);
        }
        var denied = docker.run("restart", "--time", "0", db);
        assertThat(denied.exit()).isEqualTo(1);
        assertThat(denied.err()).contains("ContainerRestart is not allowed here");
        assertThat(direct.ok("inspect", "--format", "{{.RestartCount}} {{.State.Status}}", db))
                .isEqualTo("0 running");
    }

    @Test
    void a_command_runs_in_those_containers_only_that_the_condition_allows() throws Exception {
        var web = direct.idle(rig.name("web"));
        var db = direct.idle(rig.name("db"));
        var docker = with("""
                - operation: ContainerExec
                  when: target.name.startsWith("cx-web") && !body.Privileged
                - operation: ExecStart
                  when: target.name.startsWith("cx-web")
                - operation: ExecInspect
                  when: target.name.startsWith("cx-web")
                - operation: ContainerInspect
                  when: target.name.startsWith("cx-web")
                """);
        assertThat(docker.ok("exec", web, "echo", "hello")).isEqualTo("hello");
        var typed = docker.command("exec", "--interactive", web, "cat").start();
        typed.type("by hand\n");
        typed.closeInput();
        assertThat(typed.finish(Duration.ofSeconds(20)).ok()).isEqualTo("by hand");
        assertThat(docker.run("exec", db, "true").exit()).isEqualTo(1);
        assertThat(docker.run("exec", "--privileged", web, "true").err()).contains("ContainerExec is not allowed");
        // An exec that somebody else made is judged by its container too.
        var made = Wire.ask(
                rig.engine().socket(),
                "POST",
                "/containers/" + db + "/exec",
                "Content-Type: application/json\r\nContent-Length: 17\r\n\r\n{\"Cmd\": [\"true\"]}");
        assertThat(made.status()).isEqualTo(201);
        var exec = made.body().substring(7, 71);
        assertThat(Wire.ask(
                                socket,
                                "POST",
                                "/exec/" + exec + "/start",
                                "Content-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"Detach\": true}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_body_is_judged_and_reaches_the_engine_as_it_was_meant() throws Exception {
        var docker = with("""
                - operation: ContainerCreate
                  when: >-
                    body.HostConfig.Memory > 0 && body.HostConfig.Memory <= 64MiB
                    && !body.HostConfig.Privileged && body.HostConfig.Binds.size() == 0
                - ContainerStart
                - ContainerAttach
                - ContainerWait
                - ContainerDelete
                """);
        assertThat(docker.ok(
                        "run",
                        "--rm",
                        "--memory",
                        "32m",
                        "--env",
                        "A=\u00e4 \"b\" \\",
                        "busybox:local",
                        "sh",
                        "-c",
                        "printf %s \"$A\""))
                .isEqualTo("\u00e4 \"b\" \\");
        assertThat(docker.run("run", "--rm", "busybox:local", "true").err()).contains("ContainerCreate is not allowed");
        assertThat(docker.run("run", "--rm", "--memory", "32m", "--volume", "/:/host", "busybox:local", "true")
                        .exit())
                .isEqualTo(125);
    }

    @Test
    void images_volumes_and_networks_are_known_as_the_engine_knows_them() throws Exception {
        var volume = rig.name("volume");
        var network = rig.name("network");
        direct.ok("volume", "create", "--label", "mine=yes", volume);
        direct.ok("network", "create", "--label", "mine=yes", network);
        var docker = with("""
                - operation: ImageInspect
                  when: target.name == "docker.io/library/busybox:local"
                - operation: VolumeInspect
                  when: target.labels.get("mine", "") == "yes"
                - operation: NetworkInspect
                  when: target.labels.get("mine", "") == "yes"
                """);
        var id = direct.ok("image", "inspect", "--format", "{{.Id}}", "busybox:local");
        for (var reference :
                new String[] {"busybox:local", "docker.io/library/busybox:local", "library/busybox:local"}) {
            assertThat(docker.ok("image", "inspect", "--format", "{{.Id}}", reference))
                    .isEqualTo(id);
        }
        assertThat(docker.ok("volume", "inspect", "--format", "{{.Name}}", volume))
                .isEqualTo(volume);
        assertThat(docker.ok("network", "inspect", "--format", "{{.Name}}", network))
                .isEqualTo(network);
        assertThat(docker.run("network", "inspect", "bridge").exit()).isEqualTo(1);
    }

    @Test
    void lists_and_events_are_judged_by_their_filters() throws Exception {
        direct.idle(rig.name("mine"), "--label", "mine=yes");
        var docker = with("""
                - operation: ContainerList
                  when: call.query.filters.get("label", []).exists(l, l == "mine=yes")
                - operation: SystemEvents
                  when: call.query.filters.get("type", []) == ["network"]
                """);
        assertThat(docker.ok("ps", "--quiet", "--filter", "label=mine=yes")).isNotEmpty();
        assertThat(docker.run("ps", "--quiet").exit()).isEqualTo(1);
        assertThat(docker.ok("events", "--since", "1", "--until", "2", "--filter", "type=network"))
                .isEmpty();
        assertThat(docker.run("events", "--since", "1", "--until", "2").exit()).isEqualTo(1);
    }

    @Test
    void who_may_list_is_told_what_is_missing_and_nobody_else() throws Exception {
        var docker = with("""
                - operation: ContainerStop
                  when: target.name == "x"
                """);
        var hidden = docker.run("stop", "nowhere").err();
        assertThat(hidden).contains("ContainerStop is not allowed here").doesNotContain("No such");
        assertThat(gate.stop()).isZero();
        docker = with("""
                - ContainerList
                - operation: ContainerStop
                  when: target.name == "x"
                """);
        assertThat(docker.run("stop", "nowhere").err()).contains("No such container: nowhere");
    }

    @Test
    void logs_are_followed_and_input_is_attached_under_a_condition() throws Exception {
        var docker = with("""
                - operation: ContainerLogs
                  when: target.name.startsWith("cx-log")
                - operation: ContainerInspect
                  when: target.name.startsWith("cx-log")
                """);
        var name = rig.name("log");
        direct.ok("run", "--detach", "--name", name, "busybox:local", "sh", "-c", "echo one; sleep 1; echo two");
        assertThat(docker.ok("logs", "--follow", name)).isEqualTo("one\ntwo");
    }

    @Test
    void shadow_lets_everything_pass_and_says_what_it_would_have_refused() throws Exception {
        var docker = with("shadow", """
                - operation: ContainerCreate
                  when: body.HostConfig.Memory > 0
                """);
        assertThat(docker.ok("run", "--rm", "busybox:local", "echo", "hello")).isEqualTo("hello");
        assertThat(gate.log()).contains("\"would_deny\":\"operation_denied\"").doesNotContain("\"decision\":\"deny\"");
    }
}
