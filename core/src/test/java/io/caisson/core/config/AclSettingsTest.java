package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.Limits;
import io.caisson.core.http.Method;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Voice;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclSettingsTest {
    private static Settings valid(List<String> names, String path, Map<String, String> environment) {
        Loaded loaded = AclSettings.load(names, path.isEmpty() ? Optional.empty() : Optional.of(path), environment);
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).settings();
    }

    private static List<String> problems(List<String> names, String path, Map<String, String> environment) {
        Loaded loaded = AclSettings.load(names, Optional.of(path), environment);
        assertThat(loaded).isInstanceOf(Loaded.Invalid.class);
        return ((Loaded.Invalid) loaded).problems().stream().map(Problem::text).toList();
    }

    private static List<Operation> open(Settings settings) {
        return Operation.all().stream()
                .filter(operation -> settings.policy().decide(operation) instanceof Decision.Allow)
                .toList();
    }

    @Test
    void defaults_are_those_of_the_original_but_for_the_mode() {
        Settings settings = valid(List.of("ping"), "", Map.of());
        assertThat(settings.listen()).containsExactly(new Address.Unix("/tmp/docker-proxy-acl/docker.sock"));
        assertThat(settings.engine()).isEqualTo(new Address.Unix("/var/run/docker.sock"));
        assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(settings.logFormat()).isEmpty();
        assertThat(settings.admin()).isEmpty();
        assertThat(settings.loops()).isEqualTo(1);
        assertThat(settings.limits()).isEqualTo(Limits.DEFAULTS);
        assertThat(settings.socketMode()).isEqualTo(0666);
        assertThat(settings.policy().voice()).isEqualTo(Voice.PROXY_ACL);
    }

    @Test
    void everything_can_be_set_to_something_else() {
        Settings settings = valid(
                List.of("info"),
                "run/docker-safe.sock",
                Map.of(
                        "SOCKET_PATH", "/run/podman.sock",
                        "LOG_LEVEL", "err",
                        "CAISSON_LOG_FORMAT", "text",
                        "CAISSON_ADMIN", "127.0.0.1:9323",
                        "CAISSON_LOOPS", "2",
                        "CAISSON_SOCKET_MODE", "660",
                        "CAISSON_STOP_WAIT", "1s"));
        assertThat(settings.listen()).containsExactly(new Address.Unix("run/docker-safe.sock"));
        assertThat(settings.engine()).isEqualTo(new Address.Unix("/run/podman.sock"));
        assertThat(settings.logLevel()).isEqualTo(LogLevel.ERR);
        assertThat(settings.logFormat()).contains(LogFormat.TEXT);
        assertThat(settings.admin()).contains(new Address.Tcp("127.0.0.1", 9323));
        assertThat(settings.loops()).isEqualTo(2);
        assertThat(settings.socketMode()).isEqualTo(0660);
        assertThat(settings.limits().stopWait()).hasSeconds(1);
    }

    @ParameterizedTest
    @CsvSource({
        "containers, ContainerList ContainerInspect",
        "images,     ImageList ImageInspect ImageHistory",
        "volumes,    VolumeList VolumeInspect",
        "networks,   NetworkList NetworkInspect",
        "services,   ServiceList ServiceInspect",
        "tasks,      TaskList TaskInspect",
        "events,     SystemEvents",
        "version,    SystemVersion",
        "info,       SystemInfo",
        "ping,       SystemPing",
    })
    void opens_the_collection_and_one_item_of_each_name(String name, String operations) {
        assertThat(open(valid(List.of(name), "", Map.of())))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(operations.split(" "))
                        .map(Operation::valueOf)
                        .toList());
    }

    @Test
    void opens_nothing_but_get_whatever_is_named() {
        assertThat(open(valid(AclSettings.NAMES, "", Map.of())))
                .hasSize(17)
                .allMatch(operation -> operation.method() == Method.GET);
    }

    @Test
    void takes_names_one_by_one_or_with_commas_or_from_the_environment_of_the_original() {
        List<Operation> open = open(valid(List.of("info", "version"), "", Map.of()));
        assertThat(open(valid(List.of("info,version"), "", Map.of()))).isEqualTo(open);
        assertThat(open(valid(List.of(), "", Map.of("GO_A", "info, version")))).isEqualTo(open);
        assertThat(valid(List.of("info"), "", Map.of("GO_FILENAME", "/run/a.sock"))
                        .listen())
                .hasToString("[unix:///run/a.sock]");
        assertThat(valid(List.of("info"), "", Map.of("TMPDIR", "/var/tmp")).listen())
                .hasToString("[unix:///var/tmp/docker-proxy-acl/docker.sock]");
    }

    @Test
    void leaves_alone_what_names_the_socket_for_clients() {
        assertThat(valid(List.of("info"), "", Map.of("DOCKER_HOST", "unix:///tmp/docker-proxy-acl/docker.sock"))
                        .engine())
                .hasToString("unix:///var/run/docker.sock");
    }

    @Test
    void says_what_it_needs_in_the_words_of_the_original() {
        assertThat(problems(List.of(), "/a", Map.of()))
                .containsExactly("Need at least 1 argument for -a: [containers, images, volumes, networks, services,"
                        + " tasks, events, version, info, ping]");
    }

    @Test
    void names_the_setting_the_value_and_the_cure() {
        assertThat(problems(
                        List.of("container", "info"),
                        "/" + "x".repeat(200),
                        Map.of("CAISSON_LISTEN", "tcp://h:1", "CAISSON_LOOP", "1")))
                .containsExactly(
                        "CAISSON_LOOP: no setting has this name; did you mean `CAISSON_LOOPS`?",
                        "-a: `container` is none of containers, images, volumes, networks, services, tasks, events,"
                                + " version, info, ping; did you mean `containers`?",
                        "CAISSON_LISTEN: `tcp://h:1` has no effect here; name the socket with -filename",
                        "-filename: `/" + "x".repeat(79) + "…` is no path of a socket; write one of at most 107 bytes");
    }
}
