package io.caisson.language.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Tag;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DraftTest {
    private static final int ROUNDS = 200;

    @Test
    void the_rules_of_a_draft_open_what_is_open_and_nothing_else() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Set<Operation> open = someOperations(new Random(seed));
            Draft draft = new Draft("imported", open, Map.of(), List.of());
            assertThat(expanded(draft.rules())).as("seed " + seed).isEqualTo(open);
        }
    }

    @Test
    void a_group_is_written_where_all_of_it_is_open() {
        Set<Operation> open = EnumSet.noneOf(Operation.class);
        for (Operation operation : Operation.all()) {
            if (operation.tag() == Tag.TASK || operation.tag() == Tag.VOLUME && operation.access() == Access.VIEW) {
                open.add(operation);
            }
        }
        assertThat(new Draft("imported", open, Map.of(), List.of()).rules())
                .containsExactly("task:*", "VolumeList", "VolumeInspect");
    }

    @Test
    void a_policy_that_allows_nothing_is_a_policy_all_the_same() {
        assertThat(new Draft("imported", Set.of(), Map.of(), List.of()).block())
                .isEqualTo("  imported:\n    allow: []\n");
    }

    @Test
    void quotes_in_a_condition_end_no_text_of_the_file() {
        assertThat(new Draft("imported", Set.of(), Map.of(Operation.ContainerStop, "target.name == 'it''s'"), List.of())
                        .block())
                .contains("when: 'target.name == ''it''''s'''");
    }

    /** Whole families, whole classes and single operations, so that groups come out and near misses too. */
    private static Set<Operation> someOperations(Random random) {
        Set<Operation> open = EnumSet.noneOf(Operation.class);
        for (Operation operation : Operation.all()) {
            boolean family = new Random(random.nextLong() ^ operation.tag().ordinal()).nextInt(20) == 0;
            if (random.nextInt(3) == 0 || family) {
                open.add(operation);
            }
        }
        Tag tag = Tag.values()[random.nextInt(Tag.values().length)];
        Access access = Access.values()[random.nextInt(Access.values().length)];
        Operation.all().stream()
                .filter(operation -> operation.tag() == tag || operation.access() == access)
                .forEach(open::add);
        return open;
    }

    private static Set<Operation> expanded(List<String> rules) {
        Set<Operation> open = EnumSet.noneOf(Operation.class);
        for (String rule : rules) {
            int colon = rule.indexOf(':');
            for (Operation operation : Operation.all()) {
                if (colon < 0
                        ? operation.id().equals(rule)
                        : operation.tag().code().equals(rule.substring(0, colon))
                                && (rule.endsWith(":*")
                                        || operation.access().code().equals(rule.substring(colon + 1)))) {
                    open.add(operation);
                }
            }
        }
        return open;
    }
}
