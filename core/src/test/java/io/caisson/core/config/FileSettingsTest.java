package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.file.CaissonFile;
import io.caisson.core.config.file.EngineSpec;
import io.caisson.core.config.file.LimitsSpec;
import io.caisson.core.config.file.ListenerSpec;
import io.caisson.core.config.file.LogSpec;
import io.caisson.core.config.file.SocketFileSpec;
import io.caisson.core.config.tree.Position;
import io.caisson.core.http.Limits;
import io.caisson.core.policy.Mode;
import io.caisson.core.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileSettingsTest {
    private static final Position HERE = new Position("caisson.yaml", 1, 1);
    private static final Address SOCKET = new Address.Unix("/run/c.sock");
    private static final Address ENGINE = new Address.Unix("/run/e.sock");
    private static final Map<String, Policy> POLICIES =
            Map.of("p", Policy.of("p", Mode.ENFORCE, true, "r1", List.of()));

    private static CaissonFile file(LogSpec log, Optional<Address> admin, LimitsSpec limits, Optional<Integer> loops) {
        return new CaissonFile(
                Map.of("default", new EngineSpec("default", ENGINE, HERE)),
                Map.of(
                        "one",
                        new ListenerSpec(
                                "one",
                                SOCKET,
                                SocketFileSpec.NONE,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("p"),
                                List.of(),
                                "default",
                                HERE)),
                Map.of(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                log,
                admin,
                limits,
                loops,
                true);
    }

    private static CaissonFile bare() {
        return file(LogSpec.NONE, Optional.empty(), LimitsSpec.NONE, Optional.empty());
    }

    private static CaissonFile full() {
        return file(
                new LogSpec(Optional.of(LogLevel.NOTICE), Optional.of(LogFormat.TEXT)),
                Optional.of(new Address.Tcp("127.0.0.1", 1)),
                new LimitsSpec(
                        Optional.of(11L), Optional.of(12L), Optional.of(13), Optional.of(Duration.ofSeconds(14))),
                Optional.of(15));
    }

    private static Settings settings(CaissonFile file, Map<String, String> environment) {
        return ((Loaded.Valid) FileSettings.load(file, POLICIES, environment, 2)).settings();
    }

    private static List<String> problems(CaissonFile file, Map<String, String> environment) {
        return ((Loaded.Invalid) FileSettings.load(file, POLICIES, environment, 2))
                .problems().stream().map(Problem::text).toList();
    }

    @Test
    void what_neither_says_is_as_without_files() {
        Settings settings = settings(bare(), Map.of());
        assertThat(settings.listen()).containsExactly(SOCKET);
        assertThat(settings.engine()).isEqualTo(ENGINE);
        assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(settings.logFormat()).isEmpty();
        assertThat(settings.admin()).isEmpty();
        assertThat(settings.loops()).isEqualTo(2);
        assertThat(settings.limits()).isEqualTo(Limits.DEFAULTS);
        assertThat(settings.socketMode()).isEqualTo(0660);
    }

    @Test
    void what_the_files_say_holds() {
        Settings settings = settings(full(), Map.of());
        assertThat(settings.logLevel()).isEqualTo(LogLevel.NOTICE);
        assertThat(settings.logFormat()).contains(LogFormat.TEXT);
        assertThat(settings.admin()).contains(new Address.Tcp("127.0.0.1", 1));
        assertThat(settings.loops()).isEqualTo(15);
        assertThat(settings.limits())
                .isEqualTo(Limits.DEFAULTS.with(11, 13, Duration.ofSeconds(14)).withInspected(12));
    }

    @Test
    void what_the_environment_says_stands_above_the_files() {
        Settings settings = settings(
                full(),
                Map.of(
                        "LOG_LEVEL", "debug",
                        "CAISSON_LOG_FORMAT", "json",
                        "CAISSON_ADMIN", "off",
                        "CAISSON_LOOPS", "3",
                        "CAISSON_BODY_MAX", "1KiB",
                        "CAISSON_CONNECTIONS_MAX", "5",
                        "CAISSON_STOP_WAIT", "1s",
                        "CAISSON_ENGINE", "unix:///run/other.sock",
                        "CAISSON_SOCKET_MODE", "0600"));
        assertThat(settings.logLevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(settings.logFormat()).contains(LogFormat.JSON);
        assertThat(settings.admin()).isEmpty();
        assertThat(settings.loops()).isEqualTo(3);
        assertThat(settings.engine()).isEqualTo(new Address.Unix("/run/other.sock"));
        assertThat(settings.socketMode()).isEqualTo(0600);
        assertThat(settings.limits())
                .isEqualTo(Limits.DEFAULTS.with(1024, 5, Duration.ofSeconds(1)).withInspected(12));
    }

    @Test
    void what_only_the_files_can_say_is_refused_in_the_environment() {
        assertThat(problems(
                        bare(), Map.of("CAISSON_LISTEN", "unix:///a.sock", "CAISSON_HINTS", "off", "CAISSON_X", "1")))
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).startsWith("CAISSON_LISTEN: is said in the files"),
                        text -> assertThat(text).startsWith("CAISSON_HINTS: is said in the files"),
                        text -> assertThat(text).startsWith("CAISSON_X: no setting has this name"));
    }

    @Test
    void the_variables_of_the_images_open_nothing_and_this_is_said() {
        Settings settings = settings(bare(), Map.of("CONTAINERS", "1", "POST", "1"));
        assertThat(settings.report())
                .anyMatch(line -> line.contains("POST: not used, as the policies come from files"));
        assertThat(settings.report())
                .anyMatch(line -> line.startsWith("open: 0 of "))
                .contains("listener one: policy p, revision r1");
    }

    @Test
    void files_without_a_listener_serve_nobody() {
        CaissonFile none = new CaissonFile(
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                LogSpec.NONE,
                Optional.empty(),
                LimitsSpec.NONE,
                Optional.empty(),
                true);
        assertThat(problems(none, Map.of())).anyMatch(text -> text.contains("no listener is named"));
    }
}
