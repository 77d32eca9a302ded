package io.caisson.conformance.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.Gate;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learn what a client does, enforce the proposal, do it again: all of it works, and what was not done is refused. */
@RealEngine
@Tag("product")
class LearnTest {
    private final Rig rig;

    @TempDir
    private Path folder;

    LearnTest(Rig rig) {
        this.rig = rig;
    }

    /** What a client does through an address. */
    private interface Session {
        void run(Gate gate) throws Exception;
    }

    /** Learns a session, and gives the product with the proposal enforced after the session has run there too. */
    private Gate learnt(String name, Session session) throws Exception {
        Path socket = rig.engine().folder().resolve(name + "l.sock");
        Path policy = Files.createDirectories(folder.resolve(name)).resolve("policy.yaml");
        try (Gate learn = Gate.start(
                rig.engine(),
                socket,
                "learn",
                "--listen=unix://" + socket,
                "--engine=unix://" + rig.engine().socket(),
                "--record=" + folder.resolve(name + ".jsonl"),
                "--output=" + policy)) {
            session.run(learn);
            assertThat(learn.stop()).as(learn.log()).isZero();
        }
        assertThat(Files.readString(policy)).contains(" 0 refused").doesNotContain("accepts:");
        Path enforced = rig.engine().folder().resolve(name + "e.sock");
        Files.writeString(folder.resolve(name).resolve("listeners.yaml"), """
                engine: unix://%s
                listeners:
                  %s:
                    address: unix://%s
                    policy: learnt
                """.formatted(
                        rig.engine().socket(), name, enforced));
        Gate gate = Gate.start(rig.engine(), enforced, "serve", "--config=" + folder.resolve(name));
        session.run(gate);
        return gate;
    }

    @Test
    void the_command_line() throws Exception {
        String job = rig.name("job");
        Session session = gate -> {
            Docker docker = gate.docker();
            assertThat(docker.ok("run", "--rm", "busybox:local", "echo", "hello"))
                    .isEqualTo("hello");
            docker.ok("run", "--detach", "--init", "--name", job, "busybox:local", "sleep", "3600");
            assertThat(docker.ok("exec", job, "cat", "/etc/hostname")).isNotEmpty();
            assertThat(docker.ok("ps", "--quiet")).isNotEmpty();
            docker.ok("logs", job);
            docker.ok("rm", "--force", job);
        };
        try (Gate gate = learnt("cli", session)) {
            refused(gate.docker(), "run", "--rm", "--privileged", "busybox:local", "true");
            refused(gate.docker(), "run", "--rm", "--volume", "/:/host", "busybox:local", "true");
            refused(gate.docker(), "volume", "ls");
            rig.engineDocker().idle("other" + job);
            refused(gate.docker(), "exec", "other" + job, "true");
            refused(gate.docker(), "rm", "--force", "other" + job);
        }
    }

    private static void refused(Docker docker, String... arguments) {
        var result = docker.run(arguments);
        assertThat(result.exit()).as(result.toString()).isNotZero();
        assertThat(result.err()).contains("caisson: ").containsAnyOf("not allowed here", "learnt");
    }

    @Test
    void compose() throws Exception {
        Path file = Files.writeString(folder.resolve("compose.yaml"), """
                version: "3.8"
                services:
                  web:
                    image: busybox:local
                    init: true
                    command: [httpd, -f, -h, /data]
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
        Session session = gate -> {
            compose(gate, file, "up", "--detach");
            compose(gate, file, "ps");
            compose(gate, file, "exec", "-T", "client", "true");
            compose(gate, file, "down", "--volumes");
        };
        try (Gate gate = learnt("compose", session)) {
            refused(gate.docker(), "run", "--rm", "--pid=host", "busybox:local", "true");
            rig.engineDocker().idle(rig.name("foreign"));
            refused(gate.docker(), "stop", rig.engineDocker().ok("ps", "--quiet"));
        }
    }

    private void compose(Gate gate, Path file, String... arguments) {
        List<String> all = new ArrayList<>(rig.newest() ? List.of("docker", "compose") : List.of("docker-compose"));
        all.addAll(List.of("--project-name", "cxlearn", "--file", file.toString()));
        all.addAll(List.of(arguments));
        gate.docker().program(all).run().ok();
    }

    @Test
    void docker_java() throws Exception {
        String name = rig.name("java");
        Session session = gate -> {
            try (DockerClient client = client(gate)) {
                client.pingCmd().exec();
                var id = client.createContainerCmd("busybox:local")
                        .withName(name)
                        .withHostConfig(HostConfig.newHostConfig().withInit(true))
                        .withCmd("sleep", "3600")
                        .exec()
                        .getId();
                client.startContainerCmd(id).exec();
                var exec = client.execCreateCmd(id)
                        .withAttachStdin(true)
                        .withAttachStdout(true)
                        .withCmd("head", "-n", "1")
                        .exec();
                client.execStartCmd(exec.getId())
                        .withStdIn(new ByteArrayInputStream("a line\n".getBytes(UTF_8)))
                        .exec(new ResultCallback.Adapter<Frame>())
                        .awaitCompletion(60, TimeUnit.SECONDS);
                client.removeContainerCmd(id).withForce(true).exec();
            }
        };
        try (Gate gate = learnt("java", session);
                DockerClient client = client(gate)) {
            assertThatThrownBy(() -> client.createContainerCmd("busybox:local")
                            .withName(name)
                            .withHostConfig(HostConfig.newHostConfig().withPrivileged(true))
                            .exec())
                    .isInstanceOf(DockerException.class)
                    .hasMessageContaining("caisson");
            assertThatThrownBy(() -> client.listVolumesCmd().exec()).hasMessageContaining("VolumeList");
        }
    }

    private static DockerClient client(Gate gate) throws IOException {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(gate.host())
                .withDockerTlsVerify(false)
                .build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(URI.create(gate.host()))
                        .build());
    }
}
