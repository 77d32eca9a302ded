package io.caisson.bench.side;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
    private final Placeholders placeholders =
            new Placeholders(Map.of("socket", "/r/proxy.sock", "run", "/r", "home", "/a folder"));

    @Test
    void fills_in_values_and_leaves_other_signs_alone() {
        assertThat(placeholders.fill("bind unix@@socket@ mode 666")).isEqualTo("bind unix@/r/proxy.sock mode 666");
        assertThat(placeholders.fill("a@b and @run@/x")).isEqualTo("a@b and /r/x");
        assertThat(placeholders.fill("no more @")).isEqualTo("no more @");
    }

    @Test
    void a_value_with_a_space_stays_one_word_of_a_command() {
        assertThat(placeholders.command("@home@/caisson  serve")).containsExactly("/a folder/caisson", "serve");
    }

    @Test
    void makes_a_list_of_listeners_that_begins_with_the_contenders_own() {
        assertThat(placeholders.fill("@listeners-3@")).isEqualTo("unix:///r/proxy.sock,unix:///r/l1,unix:///r/l2");
    }

    @Test
    void every_contender_can_be_read_and_a_variant_takes_the_rest_from_its_base() throws IOException {
        Path contenders = Path.of("contenders");
        for (Group group : Group.all(List.of(Group.HAPROXY, Group.NGINX, "go"))) {
            for (String name : group.contenders()) {
                assertThat(Contender.read(contenders, name).command()).isNotEmpty();
            }
        }
        Contender limited = Contender.read(contenders, "caisson-container-64m");
        assertThat(limited.command()).endsWith(" 64m");
        assertThat(limited.environment()).containsEntry("CONTAINERS", "1");
    }
}
