package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.Method;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a refusal says, and which line is held responsible. */
class SwitchPolicyTest {
    private static Decision decide(String variables, Operation operation) {
        Map<String, String> environment = new TreeMap<>();
        for (String line : variables.isEmpty() ? new String[0] : variables.split(" ")) {
            environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return CompatibilityTable.policy(environment).decide(operation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | ContainerList            | set CONTAINERS=1",
                "''                       | ContainerCreate          | set CONTAINERS=1 and POST=1",
                "CONTAINERS=1             | ContainerCreate          | set POST=1",
                "POST=1                   | ContainerCreate          | set CONTAINERS=1",
                "''                       | ContainerStart           | set ALLOW_START=1 (only start) or CONTAINERS=1 and POST=1",
                "''                       | ContainerStop            | set ALLOW_STOP=1 (only stop), ALLOW_RESTARTS=1 (stop, restart and kill), or CONTAINERS=1 and POST=1",
                "CONTAINERS=1             | ContainerStop            | set ALLOW_STOP=1 (only stop), ALLOW_RESTARTS=1 (stop, restart and kill), or POST=1",
                "''                       | ContainerLogs            | set ALLOW_LOGS=1 (only logs) or CONTAINERS=1",
                "CONTAINERS=1 ALLOW_LOGS=0 | ContainerLogs           | set ALLOW_LOGS=1 (only logs)",
                "CONTAINERS=1 ALLOW_LOGS=1 | ContainerTop            | set ALLOW_TOP=1 (only top)",
                "ALLOW_LOGS=1             | ContainerTop             | set ALLOW_TOP=1 (only top) or CONTAINERS=1 and ALLOW_TOP=1",
                "ALLOW_LOGS=1             | PutContainerArchive      | set CONTAINERS=1 and POST=1 and ALLOW_ARCHIVE=1",
                "CONTAINERS=1             | ContainerAttachWebsocket | set POST=1",
                "CONTAINERS=1 POST=1 DELETE=0 | ContainerDelete      | set DELETE=1",
                "DELETE=0                 | ContainerDelete          | set CONTAINERS=1 and POST=1 and DELETE=1",
                "ALLOW_RESTARTS=1 ALLOW_KILL=0 | ContainerKill       | set ALLOW_KILL=1 (stop, restart and kill) or CONTAINERS=1 and POST=1 and ALLOW_KILL=1",
                "PING=0                   | SystemPing               | set PING=1",
                "''                       | PodRestartLibpod         | set LIBPOD_ALLOW_POD_RESTARTS=1 (stop, restart and kill) or LIBPOD_PODS=1 and POST=1",
                "''                       | DebugVars                | no variable opens it",
                "POST=1                   | SystemOptions            | no variable opens it",
                "''                       | ImageBuildLibpod         | no variable opens it",
            })
    void names_the_lines_that_would_allow_it_the_smallest_first(String variables, Operation operation, String hint) {
        assertThat(decide(variables, operation)).isInstanceOfSatisfying(Decision.Deny.class, deny -> {
            assertThat(deny.message()).isEqualTo(operation.id() + " is not allowed here: " + hint);
        });
    }

    @Test
    void what_a_hint_names_allows_the_operation() {
        for (Operation operation : Operation.all()) {
            if (decide("", operation) instanceof Decision.Deny deny
                    && deny.message().contains(": set ")) {
                String ways = deny.message().substring(deny.message().indexOf(": set ") + 6);
                for (String way : ways.replaceAll(" \\([^)]*\\)", "").split(", or | or |, ")) {
                    assertThat(decide(way.replace(" and ", " "), operation))
                            .as(operation + " with " + way)
                            .isInstanceOf(Decision.Allow.class);
                }
            }
        }
    }

    @Test
    void a_hint_is_one_line_that_a_client_can_show() {
        Set<String> messages = new TreeSet<>();
        for (Map<String, String> row : CompatibilityTable.rows()) {
            Policy policy = CompatibilityTable.policy(row);
            for (Operation operation : Operation.all()) {
                if (policy.decide(operation) instanceof Decision.Deny deny) {
                    messages.add(deny.message());
                }
            }
        }
        assertThat(messages)
                .allSatisfy(message -> assertThat(message).hasSizeLessThan(180).matches("[ -~&&[^\"\\\\]]+"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONTAINERS=true                  | ContainerList   | CONTAINERS=true",
                "CONTAINERS=1 POST=yes            | ContainerCreate | CONTAINERS=1 POST=yes",
                "ALLOW_START=1 CONTAINERS=1 POST=1 | ContainerStart | ALLOW_START=1",
                "ALLOW_LOGS=1                     | ContainerLogs   | ALLOW_LOGS=1",
                "''                               | SystemPing      | PING=1 by default",
                "''                               | ContainerList   | default",
                "CONTAINERS=0                     | ContainerList   | default",
                "CONTAINERS=1 ALLOW_LOGS=off      | ContainerLogs   | ALLOW_LOGS=off",
                "CONTAINERS=1 ALLOW_LOGS=1        | ContainerTop    | default",
                "CONTAINERS=1 POST=1 DELETE=0     | ContainerDelete | DELETE=0",
            })
    void names_the_line_that_decided_as_the_user_wrote_it(String variables, Operation operation, String rule) {
        Decision decision = decide(variables, operation);
        assertThat(decision.rule().rule()).isEqualTo(rule);
        assertThat(decision.rule().policy()).isEqualTo("environment");
    }

    @Test
    void knows_the_reads_that_change_something() {
        assertThat(Operation.all().stream()
                        .filter(operation -> operation.method() == Method.GET || operation.method() == Method.HEAD)
                        .filter(Switch::changes))
                .containsExactly(Operation.ContainerAttachWebsocket, Operation.ContainerHealthcheckLibpod);
    }

    @Test
    void every_section_has_operations() {
        for (Switch each : Switch.values()) {
            if (each.kind() == Switch.Kind.SECTION) {
                assertThat(Operation.all())
                        .as(each.name())
                        .anyMatch(operation -> Switch.section(operation).orElse(Switch.POST) == each);
            }
        }
    }
}
