package io.caisson.conformance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Command;
import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.Eventually;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Result;
import io.caisson.conformance.rig.Rig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The image in the place of the socket proxies that people run today: their variables, their port, a private network,
 * a read-only root file system and 64 MB of memory. The engine is asked directly here, since the proxy is what is tested.
 */
@RealEngine
@Tag("product")
class ImageTest {
    private static final String IMAGE = "caisson:conformance";
    /** A machine with other work, and a build of the program before it, take minutes. */
    private static final Duration BUILD_MAX = Duration.ofMinutes(10);

    private final Rig rig;
    private final Docker docker;
    private String network;

    ImageTest(Rig rig) {
        this.rig = rig;
        docker = rig.engineDocker();
    }

    @BeforeAll
    static void build(Rig rig) {
        var archive = rig.module().resolve("target/image.tar");
        var top = rig.module().resolve("..").normalize();
        List<String> build =
                new ArrayList<>(List.of(top.resolve("packaging/image").toString()));
        build.addAll(List.of("--tag", IMAGE, "--output", archive.toString()));
        Jars.current(top).ifPresent(jars -> build.addAll(List.of("--jars", jars.toString())));
        new Command(System.getenv(), top, build).within(BUILD_MAX).run().ok();
        assertThat(rig.engineDocker().ok("load", "--input", archive.toString())).contains(IMAGE);
    }

    @BeforeEach
    void network() {
        network = rig.name("private");
        docker.ok("network", "create", "--internal", network);
    }

    @Test
    void it_starts_with_tecnativas_variables_alone_and_serves_its_network() {
        start("--env", "CONTAINERS=1", "--env", "POST=0");
        var neighbour = docker.idle(rig.name("neighbour"), "--network", network);
        assertThat(ask("/version").ok()).contains("\"ApiVersion\"");
        assertThat(ask("/containers/json").ok()).contains("/" + neighbour);
        assertThat(ask("/v1.41/containers/" + neighbour + "/json").ok()).contains("\"Running\":true");
        assertThat(ask("/images/json").err()).contains("403");
        assertThat(ask("--post-data=", "/containers/" + neighbour + "/stop").err())
                .contains("403");
        assertThat(docker.ok("inspect", "--format", "{{.State.Running}}", neighbour))
                .isEqualTo("true");
    }

    @Test
    void a_neighbour_restarts_a_container_where_restarts_are_allowed() {
        start("--env", "CONTAINERS=1", "--env", "POST=1", "--env", "ALLOW_RESTARTS=1");
        var sick = docker.idle(rig.name("sick"), "--network", network);
        var before = docker.ok("inspect", "--format", "{{.State.StartedAt}}", sick);
        ask("--post-data=", "/containers/" + sick + "/restart?t=1").ok();
        assertThat(docker.ok("inspect", "--format", "{{.State.StartedAt}}", sick))
                .isNotEqualTo(before);
    }

    @Test
    void its_health_check_says_healthy_with_the_engine_and_unhealthy_without() {
        var proxy = start();
        assertThat(docker.run("exec", proxy, "/caisson", "health").exit()).isZero();
        var alone = rig.name("alone");
        docker.ok(
                "run",
                "--detach",
                "--name",
                alone,
                "--health-interval",
                "1s",
                "--health-retries",
                "1",
                "--network",
                network,
                IMAGE);
        Eventually.within(
                Command.WAIT_MAX,
                () -> "unhealthy: " + logs(alone),
                () -> health(alone).equals("unhealthy"));
    }

    @Test
    void all_of_its_classes_come_from_the_start_up_cache() {
        var proxy = start(
                "--env",
                "JAVA_OPTS=-XX:AOTMode=on -Xlog:class+load:stdout",
                "--env",
                "CAISSON_ADMIN=127.0.0.1:9323",
                "--env",
                "CONTAINERS=1");
        ask("/containers/json").ok();
        assertThat(ask("/images/json").err()).contains("403");
        var loaded = docker.ok("logs", proxy).lines().filter(line -> line.contains(" source: "));
        var elsewhere =
                loaded.filter(line -> !line.contains("shared objects file")).toList();
        assertThat(elsewhere).noneMatch(line -> line.contains("source: jrt:/io.caisson"));
        // A few of the JDK's classes cannot be kept in the cache.
        assertThat(elsewhere).hasSizeLessThan(10);
    }

    @Test
    void it_is_not_root_and_holds_no_capability() throws Exception {
        var proxy = start();
        var status = status(proxy);
        assertThat(status).containsPattern("Uid:\t65532\t65532\t65532\t65532");
        assertThat(status).containsPattern("CapEff:\t0000000000000000").containsPattern("CapPrm:\t0000000000000000");
        assertThat(status).containsPattern("NoNewPrivs:\t1");
    }

    @Test
    void it_works_within_64_mb_while_it_streams_and_is_not_killed() {
        var proxy = start("--env", "CONTAINERS=1", "--env", "EVENTS=1");
        var talker = docker.idle(rig.name("talker"), "--network", network);
        docker.ok("exec", talker, "sh", "-c", "seq 1 100000 > /proc/1/fd/1");
        Eventually.within(
                Command.WAIT_MAX,
                () -> "the last line in the log",
                () -> docker.ok("logs", "--tail", "1", talker).equals("100000"));
        var followers = "for i in 1 2 3 4 5 6 7 8; do wget -q -O - 'http://docker-proxy:2375/containers/" + talker
                + "/logs?stdout=1' | wc -c & done; wait";
        var counts = docker.ok("run", "--rm", "--network", network, "busybox:local", "sh", "-c", followers);
        // each line has a head of eight bytes in the engine's stream of output
        var expected = 8 * 100_000
                + IntStream.rangeClosed(1, 100_000)
                        .map(n -> (n + "\n").length())
                        .sum();
        assertThat(counts.lines().map(String::strip)).hasSize(8).containsOnly(Integer.toString(expected));
        assertThat(docker.ok("inspect", "--format", "{{.State.OOMKilled}} {{.RestartCount}} {{.State.Running}}", proxy))
                .isEqualTo("false 0 true");
    }

    @Test
    void it_stops_at_once_and_with_success_when_told_to() {
        var proxy = start();
        var stopped = docker.run("stop", "--time", "30", proxy);
        stopped.ok();
        assertThat(stopped.took()).isLessThan(Duration.ofSeconds(15));
        assertThat(docker.ok("inspect", "--format", "{{.State.ExitCode}}", proxy))
                .isEqualTo("0");
    }

    @Test
    void it_makes_certificates() {
        var made = docker.ok(
                "run",
                "--rm",
                "--network",
                "none",
                "--tmpfs",
                "/certs:mode=1777",
                IMAGE,
                "certs",
                "init",
                "--dir",
                "/certs/made",
                "--host",
                "docker-proxy",
                "--client",
                "alice");
        assertThat(made)
                .contains("CAISSON_TLS=/certs/made/server")
                .contains("DOCKER_CERT_PATH=/certs/made/clients/alice");
    }

    /** Starts the image as a proxy named docker-proxy in the private network and waits until it is healthy. */
    private String start(String... options) {
        var name = rig.name("proxy");
        List<String> all = new ArrayList<>(List.of("run", "--detach", "--name", name));
        all.addAll(List.of("--network", network, "--network-alias", "docker-proxy"));
        all.addAll(List.of("--read-only", "--memory", "64m", "--memory-swap", "64m", "--health-interval", "1s"));
        all.addAll(List.of("--volume", rig.engine().socket() + ":/var/run/docker.sock:ro"));
        all.addAll(List.of(options));
        all.add(IMAGE);
        docker.ok(all.toArray(String[]::new));
        Eventually.within(
                Command.WAIT_MAX,
                () -> "healthy: " + logs(name),
                () -> health(name).equals("healthy"));
        return name;
    }

    /** Asks the proxy from another container of its network; arguments before the target are wget's options. */
    private Result ask(String... arguments) {
        List<String> all = new ArrayList<>(List.of("run", "--rm", "--network", network, "busybox:local", "wget"));
        all.addAll(List.of("-q", "-S", "-O", "-"));
        all.addAll(List.of(arguments).subList(0, arguments.length - 1));
        all.add("http://docker-proxy:2375" + arguments[arguments.length - 1]);
        return docker.run(all.toArray(String[]::new));
    }

    private String health(String name) {
        return docker.ok("inspect", "--format", "{{.State.Health.Status}}", name);
    }

    private String logs(String name) {
        return docker.run("logs", name) + docker.ok("inspect", "--format", "{{json .State}}", name);
    }

    private String status(String name) throws Exception {
        // the process id is one of the engine's namespace: its own view of /proc has to be read
        var pid = docker.ok("inspect", "--format", "{{.State.Pid}}", name);
        return rig.engine().inside("cat", "/proc/" + pid + "/status").run().ok();
    }
}
