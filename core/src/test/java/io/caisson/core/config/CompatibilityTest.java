package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Existing users' variables do here what they did, but for differences that are listed and have a reason. */
class CompatibilityTest {
    @Test
    void decides_every_variable_and_operation_as_the_images_do_but_for_the_listed_differences() {
        List<String> unexplained = CompatibilityTable.DIFFERING.stream()
                .filter(cell -> CompatibilityTable.explaining(cell).isEmpty())
                .map(cell -> cell.variables() + ": " + cell.operation() + " is "
                        + (cell.allowed() ? "allowed, refused by " : "refused, allowed by ")
                        + cell.original().name())
                .toList();
        assertThat(unexplained).isEmpty();
    }

    @Test
    void lists_no_difference_that_cannot_be_seen() {
        assertThat(CompatibilityTable.seen())
                .allSatisfy((what, operations) -> assertThat(operations).isNotEmpty());
    }

    @Test
    void covers_every_variable_and_every_operation() {
        assertThat(Operation.all()).hasSize(269);
        for (Switch each : Switch.values()) {
            assertThat(CompatibilityTable.rows()).anyMatch(row -> row.equals(Map.of(each.name(), "1")));
        }
    }

    @Test
    void the_images_look_at_no_version_in_the_path() {
        Map<String, String> all =
                CompatibilityTable.rows().get(CompatibilityTable.rows().size() - 4);
        for (OriginalProxy original : List.of(OriginalProxy.tecnativa(), OriginalProxy.linuxServer())) {
            for (Operation operation : Operation.all()) {
                String path = OriginalProxy.sample(operation);
                assertThat(original.allows(all, operation.method(), "/v1.41" + path))
                        .as(operation.id())
                        .isEqualTo(original.allows(all, operation.method(), path));
            }
        }
    }

    @Test
    void the_images_are_modelled_as_they_are() {
        OriginalProxy tecnativa = OriginalProxy.tecnativa();
        OriginalProxy linuxServer = OriginalProxy.linuxServer();
        Map<String, String> start = Map.of("ALLOW_START", "1");
        String target = "/v1.41/containers/web/start";
        assertThat(tecnativa.allows(start, Method.POST, target)).isFalse();
        assertThat(linuxServer.allows(start, Method.POST, target)).isTrue();
        assertThat(tecnativa.allows(Map.of(), Method.GET, "/VERSIONfoo")).isTrue();
        assertThat(tecnativa.allows(Map.of(), Method.GET, "/containers/json")).isFalse();
        Map<String, String> containers = Map.of("CONTAINERS", "1");
        assertThat(tecnativa.allows(containers, Method.GET, "/containers/web/logs"))
                .isTrue();
        assertThat(linuxServer.allows(containers, Method.GET, "/containers/web/logs"))
                .isFalse();
    }
}
