package io.caisson.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.workload.Control;
import io.caisson.core.workload.Hardening;
import io.caisson.core.workload.Resource;
import io.caisson.core.workload.Standard;
import io.caisson.core.workload.WorkloadPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The mapping {@code workload} of policy files. */
class WorkloadFileTest {
    private static WorkloadPolicy workload(String text) {
        return Policies.policy(text).workload().orElseThrow();
    }

    @Test
    void an_empty_mapping_is_baseline_without_exceptions() {
        WorkloadPolicy policy = workload("policies: {p: {allow: [ContainerCreate], workload: {}}}");
        assertThat(policy.standard()).isEqualTo(Standard.BASELINE);
        assertThat(policy.entries()).isEmpty();
        assertThat(policy.maxima()).isEmpty();
        assertThat(policy.hardening()).isEqualTo(Hardening.NONE);
        assertThat(policy.hostFiles()).isEmpty();
        assertThat(policy.sockets()).containsExactly("/var/run/docker.sock");
    }

    @Test
    void every_list_has_a_key() {
        StringBuilder lists = new StringBuilder();
        for (Control control : Control.values()) {
            String item = switch (control) {
                case BINDS -> "/srv/**:ro";
                case DEVICES -> "/dev/fuse";
                case PORTS -> "127.0.0.1:80";
                default -> "x";
            };
            lists.append("      ")
                    .append(control.key())
                    .append(": [\"")
                    .append(item)
                    .append("\"]\n");
        }
        WorkloadPolicy policy = workload("policies:\n  p:\n    allow: [ContainerCreate]\n    workload:\n" + lists);
        assertThat(policy.entries()).hasSize(Control.values().length);
    }

    @Test
    void bounds_and_hardening_are_read_with_their_units() {
        WorkloadPolicy policy = workload("""
            engine: unix:///srv/e.sock
            policies:
              p:
                allow: [ContainerCreate]
                workload:
                  standard: restricted
                  host-files: /host
                  max: {memory: 1GiB, memory-swap: 2GiB, shm: 64MiB, tmpfs: 1MiB, storage: 1GiB, cpus: "1.5", pids: 9,
                        replicas: 3}
                  harden: {no-new-privileges: true, drop-capabilities: true, read-only: true, init: true, user: "1:1",
                           memory: 64MiB, cpus: "2", pids: 7, runtime: runsc, network: jobs, dns: [192.0.2.53],
                           labels: ["a=b=c"], log-options: ["max-size=1m"]}
            """);
        assertThat(policy.standard()).isEqualTo(Standard.RESTRICTED);
        assertThat(policy.hostFiles()).isEqualTo("/host");
        assertThat(policy.sockets()).containsExactly("/srv/e.sock");
        assertThat(policy.maxima())
                .containsEntry(Resource.CPUS, 1_500_000_000L)
                .containsEntry(Resource.REPLICAS, 3L)
                .hasSize(Resource.values().length);
        assertThat(policy.hardening())
                .isEqualTo(new Hardening(
                        true,
                        true,
                        true,
                        true,
                        "1:1",
                        64 << 20,
                        2_000_000_000L,
                        7,
                        "runsc",
                        "jobs",
                        List.of("192.0.2.53"),
                        Map.of("a", "b=c"),
                        Map.of("max-size", "1m")));
    }

    @Test
    void what_is_wrong_is_said_at_its_place() {
        assertThat(Policies.problems("""
            policies:
              p:
                allow: [ContainerCreate]
                workload:
                  standard: restrictd
                  bind: ["/a"]
                  binds: ["/srv/../etc"]
                  ports: ["x"]
                  host-files: host
                  max: {cpus: many}
                  harden: {labels: [a]}
            """))
                .hasSize(7)
                .anySatisfy(line -> assertThat(line).contains("5:17", "did you mean `restricted`"))
                .anySatisfy(line -> assertThat(line).contains("6:7", "did you mean `binds`"))
                .anySatisfy(line -> assertThat(line).contains("7:15", "/srv/../etc"))
                .anySatisfy(line -> assertThat(line).contains("8:15", "127.0.0.1:8000-8999"));
    }

    @Test
    void a_folder_whose_links_nobody_sees_is_no_exception() {
        String text = "policies: {p: {allow: [ContainerCreate], workload: {binds: [\"/srv/**\"]}}}";
        assertThat(Policies.problems(text)).singleElement().asString().contains("a link in it can lead anywhere");
        assertThat(Policies.problems(text.replace("/**", "/**:ro"))).isEmpty();
        assertThat(Policies.problems(text.replace("/**", "/data"))).isEmpty();
        assertThat(Policies.problems(text.replace("workload: {", "workload: {host-files: /, ")))
                .isEmpty();
    }

    @Test
    void a_policy_takes_over_what_it_uses_and_says_itself_what_two_say_differently() {
        String used = """
            policies:
              a: {allow: [ContainerCreate], workload: {standard: restricted}}
              b: {allow: [ContainerCreate], workload: {standard: baseline}}
            """;
        assertThat(workload(used + "  p: {use: [a]}\n").standard()).isEqualTo(Standard.RESTRICTED);
        assertThat(workload(used + "  p: {use: [a, b], workload: {standard: baseline}}\n")
                        .standard())
                .isEqualTo(Standard.BASELINE);
        assertThat(Policies.problems(used + "  p: {use: [a, b]}\n"))
                .singleElement()
                .asString()
                .contains("`a` and `b` say different things of `workload`");
    }

    @Test
    void another_exception_is_another_revision() {
        String text = "policies: {p: {allow: [ContainerCreate], workload: {binds: [\"/a\"]}}}";
        assertThat(Policies.policy(text).revision())
                .isNotEqualTo(Policies.policy(text.replace("/a", "/b")).revision());
    }
}
