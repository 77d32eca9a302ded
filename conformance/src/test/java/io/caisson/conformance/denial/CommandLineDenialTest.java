package io.caisson.conformance.denial;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Command;
import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.Eventually;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person at a terminal sees of a refusal. */
@RealEngine
@Tag("product")
class CommandLineDenialTest {
    private static final Pattern EXCHANGE = Pattern.compile("exchange ([0-9a-z-]+)\\)");

    private final Rig rig;
    private final Docker closed;

    CommandLineDenialTest(Rig rig) {
        this.rig = rig;
        closed = rig.docker(Map.of());
    }

    @Test
    void a_denied_run_is_one_readable_line_that_names_the_cure() {
        var result = closed.run("run", "busybox:local", "true");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.out()).isEmpty();
        var line = "docker: Error response from daemon: caisson: ContainerCreate is not allowed here:"
                + " set CONTAINERS=1 and POST=1 (operation_denied, exchange X)";
        assertThat(anyExchange(result.err()))
                .isEqualTo(
                        rig.newest()
                                ? line + "\n\nRun 'docker run --help' for more information\n"
                                : line + ".\nSee 'docker run --help'.\n");
    }

    @Test
    void a_denied_list_is_one_readable_line_that_names_the_cure() {
        var result = closed.run("ps");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(anyExchange(result.err()))
                .isEqualTo("Error response from daemon: caisson: ContainerList is not allowed here:"
                        + " set CONTAINERS=1 (operation_denied, exchange X)\n");
    }

    @ParameterizedTest(name = "docker {0}")
    @CsvSource(delimiter = '|', textBlock = """
            ps                                      | ContainerList         | CONTAINERS=1
            images                                  | ImageList             | IMAGES=1
            info                                    | SystemInfo            | INFO=1
            system df                               | SystemDataUsage       | SYSTEM=1
            inspect --type container x              | ContainerInspect      | CONTAINERS=1
            inspect --type image x                  | ImageInspect          | IMAGES=1
            logs x                                  | ContainerInspect      | CONTAINERS=1
            stats --no-stream x                     | ContainerStats        | CONTAINERS=1
            top x                                   | ContainerTop          | CONTAINERS=1
            diff x                                  | ContainerChanges      | CONTAINERS=1
            export x                                | ContainerExport       | CONTAINERS=1
            cp x:/etc/passwd -                      | ContainerArchive      | CONTAINERS=1
            create busybox:local                    | ContainerCreate       | POST=1
            start x                                 | ContainerStart        | POST=1
            stop x                                  | ContainerStop         | POST=1
            restart x                               | ContainerRestart      | POST=1
            kill x                                  | ContainerKill         | POST=1
            pause x                                 | ContainerPause        | POST=1
            unpause x                               | ContainerUnpause      | POST=1
            rename x y                              | ContainerRename       | POST=1
            update --memory 64m x                   | ContainerUpdate       | POST=1
            rm x                                    | ContainerDelete       | POST=1
            wait x                                  | ContainerWait         | POST=1
            attach x                                | ContainerInspect      | CONTAINERS=1
            exec x true                             | ContainerInspect      | CONTAINERS=1
            commit x y                              | ImageCommit           | POST=1
            pull busybox                            | ImageCreate           | POST=1
            tag x y                                 | ImageTag              | POST=1
            rmi x                                   | ImageDelete           | POST=1
            history x                               | ImageHistory          | IMAGES=1
            save x                                  | ImageGetAll           | IMAGES=1
            network ls                              | NetworkList           | NETWORKS=1
            network inspect x                       | NetworkInspect        | NETWORKS=1
            network create x                        | NetworkCreate         | POST=1
            network rm x                            | NetworkDelete         | POST=1
            network prune --force                   | NetworkPrune          | POST=1
            volume ls                               | VolumeList            | VOLUMES=1
            volume inspect x                        | VolumeInspect         | VOLUMES=1
            volume create x                         | VolumeCreate          | POST=1
            volume rm x                             | VolumeDelete          | POST=1
            volume prune --force                    | VolumePrune           | POST=1
            container prune --force                 | ContainerPrune        | POST=1
            image prune --force                     | ImagePrune            | POST=1
            swarm init                              | SwarmInit             | POST=1
            swarm leave                             | SwarmLeave            | POST=1
            node ls                                 | NodeList              | NODES=1
            service ls                              | ServiceList           | SERVICES=1
            secret ls                               | SecretList            | SECRETS=1
            secret inspect x                        | SecretInspect         | SECRETS=1
            config ls                               | ConfigList            | CONFIGS=1
            plugin ls                               | PluginList            | PLUGINS=1
            plugin enable x                         | PluginEnable          | POST=1
            """)
    void every_denied_command_names_its_operation_and_the_setting(String command, String operation, String setting) {
        var result = closed.run(command.split(" "));
        assertThat(result.exit()).as("%s", result).isNotZero();
        var lines = (result.out() + result.err())
                .lines()
                .filter(line -> line.contains("caisson: "))
                .toList();
        assertThat(lines).as("%s", result).hasSize(1);
        assertThat(lines.getFirst())
                .contains("caisson: " + operation + " is not allowed here: set ")
                .contains(setting)
                .contains("(operation_denied");
    }

    @Test
    void a_denied_classic_build_says_so() {
        var build = closed.command("build", "-").with("DOCKER_BUILDKIT", "0").run("FROM busybox:local\n");
        assertThat(build.exit()).isEqualTo(1);
        assertThat(build.err()).contains("caisson: ImageBuild is not allowed here: set BUILD=1 and POST=1");
    }

    @Test
    void read_only_access_shows_containers_and_changes_none() {
        var name = rig.docker().idle(rig.name("watched"));
        var watcher = rig.docker(Map.of("CONTAINERS", "1"));
        assertThat(watcher.ok("ps", "--format", "{{.Names}}")).contains(name);
        assertThat(watcher.ok("logs", name)).isEmpty();
        for (var command : List.of(
                List.of("stop", name),
                List.of("kill", name),
                List.of("rm", "--force", name),
                List.of("exec", name, "true"),
                List.of("cp", "/etc/hostname", name + ":/root"))) {
            var result = watcher.run(command.toArray(String[]::new));
            assertThat(result.exit()).as("%s", result).isNotZero();
            assertThat(result.err()).contains("caisson: ");
        }
        assertThat(watcher.ok("inspect", "--format", "{{.State.Running}} {{.RestartCount}}", name))
                .isEqualTo("true 0");
    }

    @Test
    void allow_restarts_lets_a_container_be_restarted_and_nothing_else() {
        var name = rig.docker().idle(rig.name("restarted"));
        var healer = rig.docker(Map.of("CONTAINERS", "1", "ALLOW_RESTARTS", "1"));
        healer.ok("restart", "--time", "1", name);
        assertThat(healer.run("rm", "--force", name).err()).contains("caisson: ContainerDelete is not allowed here");
        assertThat(healer.run("run", "--rm", "busybox:local", "true").err())
                .contains("caisson: ContainerCreate is not allowed here");
    }

    @Test
    void the_hint_can_be_switched_off() {
        var result = rig.docker(Map.of("CAISSON_HINTS", "off")).run("ps");
        assertThat(anyExchange(result.err()))
                .isEqualTo("Error response from daemon: caisson: ContainerList is not allowed here"
                        + " (operation_denied, exchange X)\n");
    }

    @Test
    void the_exchange_that_a_person_is_told_is_the_one_in_the_record() throws Exception {
        var told = EXCHANGE.matcher(closed.run("volume", "create", "x").err());
        assertThat(told.find()).isTrue();
        var log = rig.front(Map.of()).log();
        var key = "\"exchange\":\"" + told.group(1) + "\"";
        // the writer is a thread of its own
        Eventually.within(
                Command.WAIT_MAX, () -> key + " in " + log, () -> read(log).contains(key));
        var records = read(log).lines().filter(line -> line.contains(key)).toList();
        assertThat(records).hasSize(1);
        assertThat(records.getFirst())
                .startsWith("{")
                .endsWith("}")
                .contains("\"operation\":\"VolumeCreate\"", "\"decision\":\"deny\"", "\"reason\":\"operation_denied\"")
                .contains("\"status\":403");
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same text with X for the exchange's id, which is another one each time. */
    private static String anyExchange(String text) {
        return EXCHANGE.matcher(text).replaceAll("exchange X)");
    }
}
