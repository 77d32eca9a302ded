package io.caisson.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.RuleRef;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RisksTest {
    /** Operations of these classes that lead nowhere by themselves, each with the reason. */
    private static final Map<Operation, String> HARMLESS = Map.ofEntries(
            Map.entry(Operation.ExecStart, "starts what ContainerExec made, which is where it is judged"),
            Map.entry(Operation.ExecStartLibpod, "starts what ContainerExecLibpod made"),
            Map.entry(Operation.BuildCancel, "ends a build"),
            Map.entry(Operation.QuadletDeleteLibpod, "removes a unit"),
            Map.entry(Operation.QuadletDeleteAllLibpod, "removes units"),
            Map.entry(Operation.SystemCheckLibpod, "looks at the engine's storage"),
            Map.entry(Operation.SystemPruneLibpod, "removes what is not used"),
            Map.entry(Operation.SecretCreateLibpod, "stores what the client knows"),
            Map.entry(Operation.SecretDeleteLibpod, "removes a secret"),
            Map.entry(Operation.ContainerShowMountedLibpod, "names folders"),
            Map.entry(Operation.ContainerUnmountLibpod, "takes a folder away"),
            Map.entry(Operation.PluginPush, "sends a plugin to a registry"),
            Map.entry(Operation.SecretCreate, "stores what the client knows"),
            Map.entry(Operation.SecretUpdate, "changes labels only"),
            Map.entry(Operation.SecretDelete, "removes a secret"),
            Map.entry(Operation.SystemOptions, "is answered with nothing"));

    /** A policy of allowed operations, of which some depend on one condition. */
    private record Fake(Set<Operation> open, Map<Operation, String> conditions, Predicate<Attempt> passing)
            implements Subject {
        @Override
        public Stance stance(Operation operation) {
            return open.contains(operation)
                    ? Stance.OPEN
                    : conditions.containsKey(operation) ? Stance.CONDITIONAL : Stance.CLOSED;
        }

        @Override
        public RuleRef rule(Operation operation) {
            return new RuleRef("p", operation.id());
        }

        @Override
        public List<String> conditions(Operation operation) {
            return List.of(conditions.getOrDefault(operation, ""));
        }

        @Override
        public boolean passes(Attempt attempt, List<String> words, boolean anyObject) {
            return passing.test(attempt);
        }
    }

    private static List<String> ids(Subject subject) {
        return Risks.in(subject).stream().map(Finding::id).toList();
    }

    private static Subject open(Operation... operations) {
        return new Fake(Set.of(operations), Map.of(), attempt -> true);
    }

    private static Subject conditional(Operation operation, String condition, Predicate<Attempt> passing) {
        return new Fake(Set.of(), Map.of(operation, condition), passing);
    }

    @Test
    void ids_are_kebab_case_and_unique() {
        assertThat(Risk.ids()).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(-[a-z]+)+"));
        assertThat(Risk.isKnown("container-create")).isTrue();
        assertThat(Risk.isKnown("container-privileged")).isTrue();
        assertThat(Risk.isKnown("privileged")).isFalse();
    }

    @Test
    void the_worst_come_first() {
        assertThat(Risk.all()).extracting(Risk::level).isSorted();
    }

    @Test
    void every_operation_that_runs_code_builds_or_administers_is_in_the_catalogue_or_harmless_for_a_reason() {
        Set<Operation> known = EnumSet.copyOf(HARMLESS.keySet());
        Risk.all().forEach(risk -> known.addAll(risk.operations()));
        Set<String> missing = new TreeSet<>();
        for (Operation operation : Operation.all()) {
            Access access = operation.access();
            boolean strong = access == Access.EXEC || access == Access.BUILD || access == Access.ADMIN;
            if (strong && !known.contains(operation)) {
                missing.add(operation.id());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void attempts_call_an_operation_of_their_risk() {
        for (Risk risk : Risk.all()) {
            for (Way way : risk.ways()) {
                assertThat(way.attempts()).as(way.id()).isNotEmpty();
                assertThat(risk.operations())
                        .as(way.id())
                        .containsAll(new HashSet<>(
                                way.attempts().stream().map(Attempt::operation).toList()));
            }
        }
    }

    @Test
    void nothing_allowed_is_no_risk() {
        assertThat(ids(open())).isEmpty();
        assertThat(ids(open(Operation.SystemPing, Operation.ContainerList, Operation.ContainerStop)))
                .isEmpty();
    }

    @Test
    void an_operation_without_a_condition_is_one_finding_that_names_its_rule_and_what_closes_it() {
        Finding finding = Risks.in(open(Operation.ContainerCreate)).getFirst();
        assertThat(finding.id()).isEqualTo("container-create");
        assertThat(finding.level()).isEqualTo(Level.ROOT);
        assertThat(finding.rule()).isEqualTo(new RuleRef("p", "ContainerCreate"));
        assertThat(finding.denial()).isEqualTo("deny: [ContainerCreate]");
        assertThat(finding.guards())
                .contains("!body.HostConfig.Privileged", "body.HostConfig.Binds.size() == 0")
                .doesNotHaveDuplicates();
        assertThat(finding.guarded()).isFalse();
    }

    @Test
    void exec_needs_both_its_operations() {
        assertThat(ids(open(Operation.ContainerExec))).isEmpty();
        assertThat(ids(open(Operation.ContainerExec, Operation.ExecStart))).containsExactly("exec-anywhere");
    }

    @Test
    void a_volume_counts_only_where_something_can_mount_it() {
        assertThat(ids(open(Operation.VolumeCreate))).isEmpty();
        assertThat(ids(open(Operation.VolumeCreate, Operation.ContainerCreate)))
                .containsExactly("container-create", "volume-host-folder");
    }

    @Test
    void a_condition_that_lets_an_attempt_pass_leaves_that_way_open() {
        List<Attempt> tried = new ArrayList<>();
        List<Finding> findings = Risks.in(conditional(
                Operation.ContainerCreate,
                "Binds Mounts Privileged CapAdd PidMode NetworkMode Devices DeviceCgroupRules VolumeDriver VolumesFrom"
                        + " SecurityOpt Runtime",
                attempt -> {
                    tried.add(attempt);
                    return attempt.body().contains("\"CapAdd\"");
                }));
        assertThat(findings).extracting(Finding::id).containsExactly("container-privileged");
        assertThat(tried).hasSizeGreaterThan(10);
    }

    @Test
    void a_condition_that_looks_elsewhere_closes_nothing_even_when_every_attempt_is_refused() {
        assertThat(Risks.in(conditional(
                        Operation.ContainerCreate, "body.Image.startsWith(\"registry/\")", attempt -> false)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.id()).isEqualTo("container-create"))
                .satisfies(finding -> assertThat(finding.guarded()).isFalse());
    }

    @Test
    void a_condition_that_looks_at_everything_and_refuses_all_attempts_is_reported_as_a_guard() {
        Subject guarded = conditional(Operation.PutContainerArchive, "target.name == \"web\"", attempt -> false);
        assertThat(Risks.in(guarded)).singleElement().matches(Finding::guarded);
        assertThat(Risks.root(guarded)).isEmpty();
    }

    @Test
    void what_no_attempt_can_tell_stays_open_under_any_condition() {
        assertThat(Risks.root(conditional(Operation.PluginPull, "call.query.remote == \"x\"", attempt -> false)))
                .singleElement()
                .matches(finding -> finding.id().equals("plugin-install"));
    }

    @Test
    void a_finding_is_accepted_by_its_own_id_and_by_that_of_the_whole_risk() {
        Finding way = Risks.in(conditional(Operation.ContainerCreate, "Binds Mounts", attempt -> false))
                .getFirst();
        assertThat(way.id()).isEqualTo("container-privileged");
        assertThat(way.isAcceptedBy(List.of("container-privileged"))).isTrue();
        assertThat(way.isAcceptedBy(List.of("container-create"))).isTrue();
        assertThat(way.isAcceptedBy(List.of("container-device"))).isFalse();
    }

    @Test
    void the_words_of_conditions_are_their_quoted_texts() {
        assertThat(Words.in(List.of("a == \"x y\" && b == 'z'", "c == \"q\\\"r\"", "no words")))
                .containsExactly("x y", "z", "q\\\"r");
    }
}
