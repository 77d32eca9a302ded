package io.caisson.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Command;
import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.Eventually;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealEngine
class SwarmTest {
    private final Rig rig;
    private final Docker docker;

    SwarmTest(Rig rig) {
        this.rig = rig;
        docker = rig.docker();
    }

    @BeforeEach
    void init() {
        assertThat(docker.ok("swarm", "init")).contains("is now a manager");
    }

    @AfterEach
    void leave() {
        docker.ok("swarm", "leave", "--force");
    }

    @Test
    void a_service_reads_its_secret_and_its_config_and_shows_its_logs() {
        var secret = rig.name("secret");
        docker.command("secret", "create", secret, "-").run("hush").ok();
        var config = rig.name("config");
        docker.command("config", "create", config, "-").run("plain").ok();
        assertThat(docker.ok("secret", "ls", "--format", "{{.Name}}")).isEqualTo(secret);
        assertThat(docker.ok("config", "inspect", "--pretty", config)).contains("plain");
        var service = rig.name("service");
        docker.ok(
                "service",
                "create",
                "--detach",
                "--name",
                service,
                "--secret",
                secret,
                "--config",
                config,
                "busybox:local",
                "sh",
                "-c",
                "cat /run/secrets/* /cx-config*; echo .; exec sleep 3600");
        try (var logs =
                docker.command("service", "logs", "--follow", "--raw", service).start()) {
            logs.awaitOutput("hushplain.");
        }
        // the manager hears of a task a moment after the task has begun to write
        Eventually.within(
                Command.WAIT_MAX,
                () -> "one running task of " + service,
                () -> docker.ok("service", "ls", "--format", "{{.Name}} {{.Replicas}}")
                        .equals(service + " 1/1"));
        assertThat(docker.ok("service", "ps", "--format", "{{.CurrentState}}", service))
                .startsWith("Running");
        docker.ok("service", "rm", service);
        assertThat(docker.ok("service", "ls", "--quiet")).isEmpty();
        docker.ok("secret", "rm", secret);
        docker.ok("config", "rm", config);
    }

    @Test
    void scaling_a_service_waits_until_it_has_converged() {
        var service = rig.name("scale");
        docker.ok("service", "create", "--detach", "--name", service, "busybox:local", "sleep", "3600");
        assertThat(docker.ok("service", "scale", service + "=2")).contains("onverged");
        Eventually.within(
                Command.WAIT_MAX,
                () -> "two running tasks of " + service,
                () -> docker.ok("service", "ls", "--format", "{{.Replicas}}").equals("2/2"));
        docker.ok("service", "update", "--detach", "--env-add", "MADE=here", service);
        assertThat(docker.ok("service", "inspect", "--format", "{{.Spec.TaskTemplate.ContainerSpec.Env}}", service))
                .isEqualTo("[MADE=here]");
        docker.ok("service", "rm", service);
    }

    @Test
    void nodes_and_join_tokens_are_shown() {
        assertThat(docker.ok("node", "ls", "--format", "{{.ManagerStatus}} {{.Status}}"))
                .isEqualTo("Leader Ready");
        var node = docker.ok("node", "ls", "--format", "{{.Hostname}}");
        docker.ok("node", "update", "--label-add", "made=here", node);
        assertThat(docker.ok("node", "inspect", "--format", "{{.Spec.Labels.made}}", node))
                .isEqualTo("here");
        assertThat(docker.ok("swarm", "join-token", "--quiet", "worker")).startsWith("SWMTKN-1-");
    }

    @Test
    void a_stack_comes_and_goes(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("stack.yaml"), """
                version: "3.8"
                services:
                  web:
                    image: busybox:local
                    command: [sleep, "3600"]
                """);
        var stack = rig.name("stack");
        docker.ok("stack", "deploy", "--resolve-image", "never", "--compose-file", file.toString(), stack);
        Eventually.within(
                Command.WAIT_MAX,
                () -> "a running task of " + stack,
                () -> docker.ok("stack", "ps", "--format", "{{.CurrentState}}", stack)
                        .startsWith("Running"));
        docker.ok("stack", "rm", stack);
    }
}
