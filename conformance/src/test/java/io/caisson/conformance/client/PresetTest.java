package io.caisson.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Command;
import io.caisson.conformance.rig.Eventually;
import io.caisson.conformance.rig.Ports;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, each with its preset and nothing else open. */
@RealEngine
class PresetTest {
    private static final String NAMING = "/usr/lib/netdata/plugins.d/cgroup-name.sh";

    private final Rig rig;

    PresetTest(Rig rig) {
        this.rig = rig;
    }

    @Test
    void prometheus_discovers_containers(@TempDir Path folder) throws Exception {
        var name = rig.docker().idle(rig.name("scraped"), "--label", "team=blue", "--expose", "9100");
        discovers(
                folder,
                """
                docker_sd_configs:
                      - host: %s
                        refresh_interval: 1s
                """.formatted(rig.preset("prometheus-docker-sd").tcpHost()),
                "\"__meta_docker_container_name\":\"/" + name + "\"");
    }

    @Test
    void prometheus_discovers_services_tasks_and_nodes_of_a_swarm(@TempDir Path folder) throws Exception {
        var host = rig.preset("prometheus-dockerswarm-sd").tcpHost();
        var docker = rig.engineDocker();
        docker.ok("swarm", "init");
        try {
            var service = rig.name("service");
            var network = rig.name("network");
            docker.ok("network", "create", "--driver", "overlay", network);
            // without a network Prometheus has no address of it
            docker.ok(
                    "service",
                    "create",
                    "--detach",
                    "--name",
                    service,
                    "--network",
                    network,
                    "busybox:local",
                    "sleep",
                    "3600");
            for (var role : List.of("services", "tasks", "nodes")) {
                var wanted = role.equals("nodes") ? "__meta_dockerswarm_node_id" : "_name\":\"" + service;
                discovers(Files.createDirectory(folder.resolve(role)), """
                    dockerswarm_sd_configs:
                          - host: %s
                            role: %s
                            port: 9100
                            refresh_interval: 1s
                    """.formatted(host, role), wanted);
            }
        } finally {
            docker.ok("swarm", "leave", "--force");
        }
    }

    @Test
    void netdata_names_a_control_group_after_its_container(@TempDir Path folder) throws Exception {
        var name = rig.docker().idle(rig.name("measured"));
        var id = rig.engineDocker().ok("inspect", "--format", "{{.Id}}", name);
        var front = rig.preset("netdata");
        // As in its image, where no docker command line is there to be asked instead of the API.
        var tools = Files.createDirectory(folder.resolve("bin"));
        for (var tool :
                List.of("bash", "curl", "jq", "grep", "sed", "date", "basename", "dirname", "cat", "tr", "cut")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }
        var naming = List.of("/usr/bin/bash", NAMING, "/docker/" + id, "docker_" + id);
        var result = rig.engineDocker()
                .program(naming)
                .with("PATH", tools.toString())
                .with("DOCKER_HOST", front.socket().toString())
                .run();
        assertThat(result.out().strip()).as(result.toString()).startsWith(name);
    }

    @Test
    void testcontainers_starts_copies_executes_and_builds() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var result = rig.engine()
                .inNetwork(java, "-cp", System.getProperty("java.class.path"), TestcontainersProgram.class.getName())
                .with(
                        "DOCKER_HOST",
                        rig.preset("testcontainers", "archive-put", "container-create", "exec-anywhere", "image-build")
                                .host())
                .with("TESTCONTAINERS_RYUK_DISABLED", "true")
                .with("TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1")
                .run();
        assertThat(result.ok()).endsWith("testcontainers: passed");
    }

    @Test
    void a_dev_container_is_started_from_an_image_and_from_a_build_and_runs_commands(@TempDir Path folder)
            throws Exception {
        var program = installed();
        var docker = rig.docker(
                rig.preset("dev-containers", "build-tunnel", "container-create", "exec-anywhere", "image-build"));
        var definitions = List.of("\"image\": \"busybox:local\"", "\"build\": {\"dockerfile\": \"Dockerfile\"}");
        for (var definition : definitions) {
            var workspace = folder.resolve("ws" + definitions.indexOf(definition));
            var settings = Files.createDirectories(workspace.resolve(".devcontainer"));
            Files.writeString(settings.resolve("Dockerfile"), "FROM busybox:local\nRUN echo built > /note\n");
            Files.writeString(
                    settings.resolve("devcontainer.json"),
                    "{\"name\": \"x\", %s, \"overrideCommand\": true, \"updateRemoteUserUID\": false}"
                            .formatted(definition));
            var up = docker.program(List.of("node", program, "up", "--workspace-folder", workspace.toString()))
                    .run();
            assertThat(up.ok()).contains("\"outcome\":\"success\"");
            var inside = docker.program(List.of(
                            "node", program, "exec", "--workspace-folder", workspace.toString(), "echo", "from inside"))
                    .run();
            assertThat(inside.ok()).contains("from inside");
        }
    }

    @Test
    void the_command_lines_of_the_github_runner_work(@TempDir Path folder) throws Exception {
        var docker = rig.docker(rig.preset(
                "github-actions-runner", "build-tunnel", "container-create", "exec-anywhere", "image-build"));
        var label = "label=" + rig.name("instance");
        var network = rig.name("network");
        assertThat(docker.ok("version", "--format", "{{.Server.APIVersion}}")).startsWith("1.");
        docker.ok("ps", "--all", "--quiet", "--no-trunc", "--filter", label);
        docker.ok("network", "prune", "--force", "--filter", label);
        docker.ok("network", "create", "--label", "runner", network);
        var id = docker.ok(
                "create",
                "--name",
                rig.name("job"),
                "--network",
                network,
                "-v",
                folder + ":/work",
                "--entrypoint",
                "tail",
                "busybox:local",
                "-f",
                "/dev/null");
        docker.ok("start", id);
        assertThat(docker.ok("ps", "--all", "--filter", "id=" + id, "--filter", "status=running", "--no-trunc"))
                .contains(id);
        assertThat(docker.ok("inspect", "--format", "{{range .Config.Env}}{{println .}}{{end}}", id))
                .contains("PATH=");
        assertThat(docker.command("exec", "-i", "--workdir", "/work", id, "sh")
                        .run("pwd")
                        .ok())
                .isEqualTo("/work");
        docker.ok("logs", "--details", id);
        docker.ok("port", id);
        Files.writeString(folder.resolve("Dockerfile"), "FROM busybox:local\nRUN echo built\n");
        docker.ok(
                "build",
                "-t",
                rig.name("action"),
                "-f",
                folder.resolve("Dockerfile").toString(),
                folder.toString());
        assertThat(docker.ok("run", "--name", rig.name("action"), "--rm", "busybox:local", "echo", "ran"))
                .isEqualTo("ran");
        docker.ok("rm", "--force", id);
        docker.ok("network", "rm", network);
        assertThat(docker.run("volume", "prune", "--force").err()).contains("VolumePrune is not allowed here");
    }

    @Test
    void whoever_may_only_look_looks_at_everything_and_changes_nothing() {
        var name = rig.docker().idle(rig.name("seen"));
        var docker = rig.docker(rig.preset("read-only"));
        assertThat(docker.ok("ps", "--format", "{{.Names}}")).contains(name);
        for (var command : List.of("images", "info", "version", "volume ls", "network ls", "system df")) {
            docker.ok(command.split(" ", -1));
        }
        docker.ok("inspect", name);
        docker.ok("top", name);
        docker.ok("stats", "--no-stream", name);
        for (var command : List.of("stop", "logs", "rm --force", "export", "kill", "restart", "pause")) {
            var words = (command + " " + name).split(" ", -1);
            assertThat(docker.run(words).err()).as(command).contains("is not allowed here");
        }
        assertThat(docker.run("cp", name + ":/etc/passwd", "-").err()).contains("is not allowed here");
        assertThat(docker.run("exec", name, "true").err()).contains("ContainerExec is not allowed here");
    }

    private void discovers(Path folder, String discovery, String wanted) throws Exception {
        Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs:\n  - job_name: found\n    " + discovery);
        int port = Ports.free();
        var command = List.of(
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        var targets = List.of("curl", "-s", "http://127.0.0.1:" + port + "/api/v1/targets");
        try (var prometheus = rig.engineDocker().program(command).start()) {
            Eventually.within(
                    Command.WAIT_MAX,
                    () -> wanted + " in Prometheus: " + prometheus,
                    () -> rig.engineDocker().program(targets).run().out().contains(wanted));
            prometheus.signal("TERM");
            prometheus.finish(Command.WAIT_MAX);
        }
    }

    /** The Dev Containers command line. */
    private String installed() throws Exception {
        var from = rig.module().resolve("clients/devcontainers");
        var folder = Files.createDirectories(rig.module().resolve("target/devcontainers"));
        return NodePackages.install(from, folder)
                .resolve("node_modules/@devcontainers/cli/devcontainer.js")
                .toString();
    }
}
