package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static List<String> report(Map<String, String> environment, boolean inContainer) {
        return ((Loaded.Valid) EnvironmentSettings.load(environment, inContainer, 1))
                .settings()
                .report();
    }

    @Test
    void says_in_three_lines_what_is_open_what_is_safer_and_what_to_use_instead() {
        assertThat(report(Map.of(), false))
                .containsExactly(
                        "open: 4 of 269 operations, by PING=1 by default (2), EVENTS=1 by default (1), VERSION=1 by default"
                                + " (1); everything else is refused",
                        "safer than in the images this replaces: attaching over WebSocket needs POST=1; OPTIONS, /debug and paths that no engine"
                                + " has stay closed; a path is read as the engine reads it",
                        "instead: nothing here opens more than its name says");
    }

    @Test
    void says_what_to_use_instead_of_a_section_that_opens_more_than_it_seems() {
        assertThat(report(Map.of("CONTAINERS", "1"), false).get(2))
                .startsWith(
                        "instead of CONTAINERS=1 alone, which opens logs, processes and files of every container: set"
                                + " ALLOW_LOGS");
        assertThat(report(Map.of("CONTAINERS", "1", "POST", "1"), false).get(2))
                .startsWith("instead of POST=1, which opens every change in all open sections: ALLOW_START");
        assertThat(report(Map.of("CONTAINERS", "1", "ALLOW_LOGS", "1"), false).get(2))
                .isEqualTo("instead: nothing here opens more than its name says");
    }

    @Test
    void says_that_nothing_is_open_where_nothing_is() {
        assertThat(report(Map.of("EVENTS", "0", "PING", "0", "VERSION", "0"), false)
                        .getFirst())
                .isEqualTo("open: 0 of 269 operations; everything else is refused");
    }

    @Test
    void warns_of_a_port_that_others_can_reach_and_of_a_socket_that_everybody_can() {
        assertThat(report(Map.of(), true))
                .contains(
                        "warning: tcp://[::]:2375 is plain TCP without TLS: whoever reaches the port may do all that is"
                                + " open; keep it on a private network");
        assertThat(report(Map.of("CAISSON_LISTEN", "unix:///a,tcp://127.0.0.1:1"), true))
                .noneMatch(line -> line.startsWith("warning"));
        assertThat(report(Map.of("CAISSON_LISTEN", "unix:///a", "CAISSON_SOCKET_MODE", "666"), true))
                .contains("warning: unix:///a is open to every user of this machine by its mode 666");
    }

    @Test
    void warns_of_each_way_to_root_once() {
        assertThat(report(Map.of("CONTAINERS", "1", "EXEC", "1", "BUILD", "1", "PLUGINS", "1", "POST", "1"), false))
                .filteredOn(line -> line.startsWith("warning"))
                .containsExactly(
                        "warning: CONTAINERS=1 POST=1 is as good as root on the engine's host: with ContainerCreate a new"
                                + " container can be given every right on the host, and its folders",
                        "warning: EXEC=1 POST=1 is as good as root on the engine's host: with ContainerExec a command can run"
                                + " in any container, as root, privileged ones and those with the host's folders included",
                        "warning: BUILD=1 POST=1 is as good as root on the engine's host: with ImageBuild a build runs the"
                                + " client's commands on the host's kernel, and on its network if it asks",
                        "warning: PLUGINS=1 POST=1 is as good as root on the engine's host: with PluginPull a plugin runs as"
                                + " root and can be given every right on the host");
        assertThat(report(Map.of("CONTAINERS", "1", "EXEC", "1", "BUILD", "1", "PLUGINS", "1"), false))
                .as("without POST")
                .noneMatch(line -> line.startsWith("warning"));
        assertThat(report(Map.of("SWARM", "1"), false))
                .as("reading is enough")
                .anyMatch(line -> line.startsWith("warning: SWARM=1 is as good as root"));
    }

    @Test
    void tells_users_of_docker_proxy_acl_the_same() {
        Loaded loaded = AclSettings.load(List.of("containers", "ping"), Optional.empty(), Map.of());
        assertThat(((Loaded.Valid) loaded).settings().report())
                .hasSize(4)
                .contains(
                        "warning: unix:///tmp/docker-proxy-acl/docker.sock is open to every user of this machine by its"
                                + " mode 666")
                .first()
                .isEqualTo("open: 3 of 269 operations, by -a ping (1), -a containers (2); everything else is refused");
    }
}
