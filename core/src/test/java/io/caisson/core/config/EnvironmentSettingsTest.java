package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.Limits;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Voice;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentSettingsTest {
    private static Settings valid(Map<String, String> environment, boolean inContainer) {
        Loaded loaded = EnvironmentSettings.load(environment, inContainer, 4);
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).settings();
    }

    private static List<String> problems(Map<String, String> environment) {
        Loaded loaded = EnvironmentSettings.load(environment, true, 4);
        assertThat(loaded).isInstanceOf(Loaded.Invalid.class);
        return ((Loaded.Invalid) loaded).problems().stream().map(Problem::text).toList();
    }

    @Test
    void defaults_are_safe_and_work_with_no_variable_at_all() {
        Settings settings = valid(Map.of(), false);
        assertThat(settings.listen()).containsExactly(new Address.Tcp("127.0.0.1", 2375));
        assertThat(settings.engine()).isEqualTo(new Address.Unix("/var/run/docker.sock"));
        assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(settings.logFormat()).isEmpty();
        assertThat(settings.admin()).isEmpty();
        assertThat(settings.loops()).isEqualTo(4);
        assertThat(settings.limits()).isEqualTo(Limits.DEFAULTS);
        assertThat(settings.socketMode()).isEqualTo(0660);
        assertThat(settings.policy().name()).isEqualTo("environment");
        assertThat(settings.policy().voice()).isEqualTo(Voice.CAISSON);
        assertThat(Operation.all().stream()
                        .filter(operation -> settings.policy().decide(operation) instanceof Decision.Allow))
                .containsExactly(
                        Operation.SystemPing,
                        Operation.SystemPingHead,
                        Operation.SystemEvents,
                        Operation.SystemVersion);
    }

    @Test
    void every_variable_can_be_set_to_something_else() {
        Settings settings = valid(
                Map.ofEntries(
                        Map.entry("CAISSON_LISTEN", "unix:///run/caisson.sock, tcp://[::1]:2376"),
                        Map.entry("CAISSON_ENGINE", "tcp://dind:2375"),
                        Map.entry("CAISSON_ADMIN", "tcp://127.0.0.1:9323"),
                        Map.entry("CAISSON_LOG_FORMAT", "JSON"),
                        Map.entry("CAISSON_HINTS", "off"),
                        Map.entry("CAISSON_LOOPS", "2"),
                        Map.entry("CAISSON_STOP_WAIT", "500ms"),
                        Map.entry("CAISSON_SOCKET_MODE", "0600"),
                        Map.entry("CAISSON_BODY_MAX", "64MiB"),
                        Map.entry("CAISSON_CONNECTIONS_MAX", "100"),
                        Map.entry("LOG_LEVEL", "debug"),
                        Map.entry("CONTAINERS", "1")),
                false);
        assertThat(settings.listen())
                .containsExactly(new Address.Unix("/run/caisson.sock"), new Address.Tcp("::1", 2376));
        assertThat(settings.engine()).isEqualTo(new Address.Tcp("dind", 2375));
        assertThat(settings.admin()).contains(new Address.Tcp("127.0.0.1", 9323));
        assertThat(settings.logFormat()).contains(LogFormat.JSON);
        assertThat(settings.logLevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(settings.loops()).isEqualTo(2);
        assertThat(settings.socketMode()).isEqualTo(0600);
        assertThat(settings.limits().stopWait()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.limits().bodyBytesMax()).isEqualTo(64 << 20);
        assertThat(settings.limits().connectionsMax()).isEqualTo(100);
        assertThat(settings.policy().decide(Operation.ContainerList)).isInstanceOf(Decision.Allow.class);
        assertThat(((Decision.Deny) settings.policy().decide(Operation.ContainerCreate)).message())
                .isEqualTo("ContainerCreate is not allowed here");
    }

    @ParameterizedTest
    @CsvSource({
        "false, '',    '',              tcp://127.0.0.1:2375, outside a container only this machine may connect",
        "true,  '',    '',              tcp://[::]:2375,      a container is reached by its network",
        "true,  1,     '',              tcp://0.0.0.0:2375,   without IPv6",
        "true,  Yes,   '',              tcp://0.0.0.0:2375,   as the image spells it",
        "true,  0,     '',              tcp://[::]:2375,      as the image sets it",
        "false, 1,     '',              tcp://127.0.0.1:2375, outside a container it is IPv4 anyway",
        "true,  1,     '[::]:2375 v4v6', tcp://[::]:2375,     what is said of the listener counts more",
        "false, '',    ':2375',         tcp://0.0.0.0:2375,   as said",
    })
    void listens_where_the_images_listen(
            boolean inContainer, String disableIpv6, String bindConfig, String listen, String why) {
        Map<String, String> environment = Map.of("DISABLE_IPV6", disableIpv6, "BIND_CONFIG", bindConfig);
        assertThat(valid(environment, inContainer).listen()).as(why).hasToString("[" + listen + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "'',             '',            '',               unix:///var/run/docker.sock, none is set",
        "'',             '',            tcp://dind,       tcp://dind:2375,             as clients are told",
        "'',             /run/p.sock,   tcp://dind,       unix:///run/p.sock,          SOCKET_PATH counts more",
        "tcp://e:1,      /run/p.sock,   tcp://dind,       tcp://e:1,                   our own counts most",
        "'',             dind:2375,     '',               tcp://dind:2375,             as HAProxy takes it",
    })
    void calls_the_engine_that_is_named(String own, String socketPath, String dockerHost, String engine, String why) {
        Map<String, String> environment =
                Map.of("CAISSON_ENGINE", own, "SOCKET_PATH", socketPath, "DOCKER_HOST", dockerHost);
        assertThat(valid(environment, true).engine()).as(why).hasToString(engine);
    }

    @Test
    void our_own_listeners_and_mode_count_more_than_those_of_the_images() {
        Settings settings = valid(Map.of("BIND_CONFIG", "/run/a.sock mode 600", "CAISSON_SOCKET_MODE", "666"), true);
        assertThat(settings.socketMode()).isEqualTo(0666);
        assertThat(valid(Map.of("BIND_CONFIG", "/run/a.sock mode 600"), true).socketMode())
                .isEqualTo(0600);
        assertThat(valid(Map.of("BIND_CONFIG", ":1 ssl", "CAISSON_LISTEN", "tcp://h:1"), true)
                        .listen())
                .hasToString("[tcp://h:1]");
    }

    @Test
    void variables_set_to_nothing_are_as_not_set() {
        Map<String, String> environment = new HashMap<>();
        for (OwnVariable variable : OwnVariable.values()) {
            environment.put(variable.name(), variable == OwnVariable.CAISSON_HINTS ? "1" : " ");
        }
        environment.put("LOG_LEVEL", "");
        environment.put("SOCKET_PATH", "");
        environment.put("BIND_CONFIG", "");
        Settings settings = valid(environment, true);
        assertThat(settings)
                .usingRecursiveComparison()
                .ignoringFields("policy", "report")
                .isEqualTo(valid(Map.of(), true));
    }

    @Test
    void an_existing_user_of_an_image_starts_with_what_the_image_and_its_base_set() {
        Map<String, String> image = new HashMap<>(Map.of(
                "PATH", "/usr/local/sbin:/usr/local/bin",
                "HOME", "/root",
                "HOSTNAME", "f00",
                "HAPROXY_VERSION", "3.2.4",
                "HAPROXY_SHA256", "abc",
                "TZ", "Etc/UTC",
                "PATCH", "0",
                "ALLOW_DELETE", "0",
                "CONTAINERS_JSON", "1",
                "LSIO_FIRST_PARTY", "true"));
        for (Switch each : Switch.values()) {
            image.put(each.name(), "0");
        }
        image.put("LOG_LEVEL", "info");
        image.put("SOCKET_PATH", "/var/run/docker.sock");
        image.put("DISABLE_IPV6", "0");
        assertThat(valid(image, true).listen()).hasToString("[tcp://[::]:2375]");
    }

    @ParameterizedTest
    @CsvSource({
        "debug, DEBUG",
        "info, INFO",
        "notice, NOTICE",
        "warning, WARNING",
        "err, ERR",
        "crit, CRIT",
        "alert, ALERT",
        "emerg, EMERG",
        "WARN, WARNING",
        "error, ERR",
    })
    void reads_the_levels_of_the_images(String word, LogLevel level) {
        assertThat(valid(Map.of("LOG_LEVEL", word), true).logLevel()).isEqualTo(level);
    }

    @Test
    void admin_and_bounds_can_be_switched_off() {
        Settings settings = valid(Map.of("CAISSON_ADMIN", "off", "CAISSON_BODY_MAX", "off"), true);
        assertThat(settings.admin()).isEqualTo(Optional.empty());
        assertThat(settings.limits().bodyBytesMax()).isEqualTo(Long.MAX_VALUE);
        assertThat(valid(Map.of("CAISSON_ADMIN", "localhost:0"), true).admin())
                .contains(new Address.Tcp("localhost", 0));
    }

    @Test
    void shows_all_problems_at_once() {
        assertThat(problems(Map.of(
                        "CAISSON_LISTN", "tcp://h:1",
                        "CAISSON_LOOPS", "0",
                        "DISABLE_IPV6", "maybe",
                        "LOG_LEVEL", "loud",
                        "SOCKET_PATH", "docker.sock")))
                .containsExactly(
                        "CAISSON_LISTN: no setting has this name; did you mean `CAISSON_LISTEN`?",
                        "LOG_LEVEL: `loud` is no level; write debug, info, notice, warning, err, crit, alert or emerg",
                        "CAISSON_LOOPS: `0` is no number from 1 to 256",
                        "DISABLE_IPV6: `maybe` is neither on nor off; write 1, true, yes or on, or 0, false, no or off",
                        "SOCKET_PATH: `docker.sock` is no place of an engine; write the path of its socket, or host:port");
    }

    @Test
    void starts_with_a_section_that_is_neither_on_nor_off_as_the_images_do_and_says_so() {
        Settings settings = valid(Map.of("CONTAINERS", "maybe", "POST", "\"1\""), true);
        assertThat(settings.policy().decide(Operation.ContainerList)).isInstanceOf(Decision.Deny.class);
        assertThat(settings.report())
                .contains(
                        "warning: CONTAINERS: `maybe` is neither on nor off and counts as off; write 1 or 0",
                        "warning: POST: `\"1\"` is neither on nor off and counts as off; write 1 or 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CAISSON_LISTEN          | 127.0.0.1:2375          | write unix:///path, tcp://host:port or fd://NAME",
                "CAISSON_LISTEN          | tcp://h:1,,tcp://h:2    | `` is no address",
                "CAISSON_LISTEN          | tcp://h:1,tcp://h:1     | write each address once",
                "CAISSON_ENGINE          | /var/run/docker.sock    | write unix:///path or tcp://host:port",
                "CAISSON_ENGINE          | tcp://h:0               | write unix:///path or tcp://host:port",
                "CAISSON_ADMIN           | 9323                    | write host:port",
                "CAISSON_ADMIN           | unix:///a               | write host:port",
                "CAISSON_LOG_FORMAT      | xml                     | write json, text or auto",
                "CAISSON_HINTS           | perhaps                 | write 1, true, yes or on",
                "CAISSON_LOOPS           | 257                     | number from 1 to 256",
                "CAISSON_STOP_WAIT       | 10                      | with ms, s, m or h",
                "CAISSON_SOCKET_MODE     | rw-rw----               | three octal digits",
                "CAISSON_BODY_MAX        | 64                      | with B, KiB, MiB or GiB",
                "CAISSON_CONNECTIONS_MAX | many                    | number from 1 to 1000000",
                "CAISSON_PASSWORD        | secret                  | unset it",
                "DISABLE_IPV6            | ipv6                    | write 1, true, yes or on",
                "DOCKER_HOST             | ssh://host              | or set SOCKET_PATH",
                "BIND_CONFIG             | 2375                    | write `:2375`",
            })
    void names_the_setting_the_value_and_the_cure(String name, String value, String cure) {
        assertThat(problems(Map.of(name, value))).singleElement().satisfies(problem -> {
            assertThat(problem).startsWith(name + ": ").contains(cure).doesNotEndWith(".");
        });
    }

    @Test
    void never_shows_the_value_of_a_variable_it_does_not_know() {
        assertThat(problems(Map.of("CAISSON_PASSWORD", "secret")).toString()).doesNotContain("secret");
    }

    @Test
    void speaks_tls_to_an_engine_as_dockers_clients_do() {
        assertThat(engineTls(Map.of("DOCKER_HOST", "tcp://h", "DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", "/c")))
                .contains("/c/ca.pem", "/c/cert.pem", "/c/key.pem");
        assertThat(valid(Map.of("DOCKER_HOST", "tcp://h", "DOCKER_TLS_VERIFY", "1"), true)
                        .engine())
                .hasToString("tcp://h:2376");
        assertThat(engineTls(Map.of("DOCKER_HOST", "tcp://h:1", "DOCKER_TLS_VERIFY", "1", "HOME", "/home/u")))
                .contains("/home/u/.docker/ca.pem");
        assertThat(engineTls(Map.of("DOCKER_HOST", "tcp://h:1", "DOCKER_TLS_VERIFY", "")))
                .isEmpty();
        assertThat(engineTls(Map.of("DOCKER_HOST", "tcp://h:1", "DOCKER_TLS_VERIFY", "1", "SOCKET_PATH", "/s")))
                .isEmpty();
        assertThat(engineTls(Map.of("DOCKER_HOST", "unix:///s", "DOCKER_TLS_VERIFY", "1")))
                .isEmpty();
    }

    private static List<String> engineTls(Map<String, String> environment) {
        return valid(environment, true).engineTls().stream()
                .flatMap(tls -> Stream.of(tls.authority(), tls.certificate(), tls.key()))
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void takes_its_own_folders_of_certificates_before_all_others() {
        Settings settings =
                valid(Map.of("CAISSON_TLS", "/s", "CAISSON_ENGINE", "tcp://h:1", "CAISSON_ENGINE_TLS", "/e/"), true);
        assertThat(settings.listen()).extracting(Address::toString).containsExactly("tcp://[::]:2376");
        assertThat(settings.tls().orElseThrow().certificate()).isEqualTo("/s/cert.pem");
        assertThat(settings.tls().orElseThrow().clientAuthority()).contains("/s/ca.pem");
        assertThat(settings.tls().orElseThrow().clientsMayHaveNone()).isFalse();
        assertThat(settings.engineTls().orElseThrow().key()).contains("/e/key.pem");
        assertThat(settings.report()).noneMatch(line -> line.contains("without TLS"));
        assertThat(problems(Map.of("CAISSON_ENGINE_TLS", "/e")))
                .singleElement()
                .asString()
                .contains("is for an engine on TCP");
    }
}
