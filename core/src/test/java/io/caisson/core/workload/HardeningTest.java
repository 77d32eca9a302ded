package io.caisson.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is set in workloads instead of refusing them. */
class HardeningTest {
    private static final Hardening ALL = new Hardening(
            true,
            true,
            true,
            true,
            "65534:65534",
            1024,
            1_500_000_000L,
            64,
            "runsc",
            "jobs",
            List.of("192.0.2.53"),
            Map.of("team", "ci"),
            Map.of("max-size", "1m"));

    private static Json json(String text) {
        if (StrictJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST)
                instanceof Read.Value<Json>(Json value)) {
            return value;
        }
        throw new AssertionError(text);
    }

    private static String harden(Operation operation, String body) {
        return new String(StrictJson.write(ALL.apply(operation, json(body)).body()), StandardCharsets.UTF_8);
    }

    @Test
    void a_container_gets_everything_that_it_does_not_have() {
        assertThat(harden(Operation.ContainerCreate, "{\"Image\":\"a\"}"))
                .isEqualTo("{\"Image\":\"a\",\"User\":\"65534:65534\",\"Labels\":{\"team\":\"ci\"},\"HostConfig\":{"
                        + "\"SecurityOpt\":[\"no-new-privileges\"],\"CapDrop\":[\"ALL\"],\"ReadonlyRootfs\":true,"
                        + "\"Memory\":1024,\"PidsLimit\":64,\"NanoCpus\":1500000000,\"Runtime\":\"runsc\","
                        + "\"NetworkMode\":\"jobs\",\"Dns\":[\"192.0.2.53\"],\"Init\":true,"
                        + "\"LogConfig\":{\"Config\":{\"max-size\":\"1m\"}}}}");
    }

    @Test
    void what_is_strong_enough_already_stays() {
        String body = "{\"User\":\"7\",\"Labels\":{\"team\":\"ci\"},\"HostConfig\":{\"SecurityOpt\":"
                + "[\"no-new-privileges:true\"],\"CapDrop\":[\"all\"],\"ReadonlyRootfs\":true,\"Memory\":512,"
                + "\"PidsLimit\":3,\"NanoCpus\":5,\"Runtime\":\"runsc\",\"NetworkMode\":\"other\","
                + "\"Dns\":[\"192.0.2.1\"],\"Init\":true,\"LogConfig\":{\"Config\":{\"max-size\":\"2m\"}}}}";
        assertThat(ALL.apply(Operation.ContainerCreate, json(body)).changes()).isEmpty();
    }

    @Test
    void what_is_weaker_is_taken_back() {
        String body = "{\"User\":\"7\",\"Labels\":{\"team\":\"root\"},\"HostConfig\":{\"SecurityOpt\":"
                + "[\"no-new-privileges=false\",\"label=disable\"],\"CapDrop\":[\"CHOWN\"],\"Memory\":2048,"
                + "\"MemorySwap\":-1,\"PidsLimit\":-1,\"NanoCpus\":9000000000,\"Runtime\":\"runc\"}}";
        assertThat(harden(Operation.ContainerCreate, body))
                .contains("\"team\":\"ci\"")
                .contains("\"SecurityOpt\":[\"label=disable\",\"no-new-privileges\"]")
                .contains("\"CapDrop\":[\"ALL\"]")
                .contains("\"Memory\":1024,\"MemorySwap\":0,\"PidsLimit\":64,\"NanoCpus\":1500000000")
                .contains("\"Runtime\":\"runsc\"");
    }

    @Test
    void tasks_of_a_service_get_what_a_container_would() {
        assertThat(harden(Operation.ServiceCreate, "{\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"a\"}}}"))
                .contains("\"ContainerSpec\":{\"Image\":\"a\",\"Labels\":{\"team\":\"ci\"},\"User\":\"65534:65534\","
                        + "\"Privileges\":{\"NoNewPrivileges\":true},\"CapabilityDrop\":[\"ALL\"],\"ReadOnly\":true,"
                        + "\"Init\":true,\"DNSConfig\":{\"Nameservers\":[\"192.0.2.53\"]}}")
                .contains("\"Limits\":{\"MemoryBytes\":1024,\"NanoCPUs\":1500000000,\"Pids\":64}")
                .contains("\"Labels\":{\"team\":\"ci\"}");
    }

    @Test
    void an_update_lowers_bounds_and_does_not_lift_them() {
        assertThat(harden(Operation.ContainerUpdate, "{\"Memory\":4096,\"PidsLimit\":-1,\"NanoCpus\":1}"))
                .isEqualTo("{\"Memory\":1024,\"PidsLimit\":64,\"NanoCpus\":1}");
        assertThat(ALL.apply(Operation.ContainerUpdate, json("{\"CpuShares\":2}"))
                        .changes())
                .isEmpty();
    }

    @Test
    void a_hardened_container_fits_restricted() {
        WorkloadPolicy policy = new WorkloadPolicy(
                Standard.RESTRICTED,
                Map.of(Control.RUNTIMES, List.of(new NameEntry("runsc")), Control.DNS, List.of(new NameEntry("*"))),
                Map.of(Resource.MEMORY, 1024L, Resource.PIDS, 64L, Resource.CPUS, 1_500_000_000L),
                ALL,
                "",
                List.of());
        String body = "{\"Image\":\"a\"}";
        assertThat(Requests.violated(Requests.create(policy, body)))
                .contains("users", "kept-capabilities", "privilege-escalation", "resources");
        String hardened = harden(Operation.ContainerCreate, body).replace("\"NetworkMode\":\"jobs\",", "");
        assertThat(Requests.create(policy, hardened)).isInstanceOf(Verdict.Fits.class);
    }

    @Test
    void the_client_is_told_among_the_answers_own_warnings() {
        byte[] answer = "{\"Id\":\"x\",\"Warnings\":[\"own\"]}".getBytes(StandardCharsets.UTF_8);
        assertThat(AnswerWarnings.add(answer, List.of("a", "b")).map(HardeningTest::text))
                .contains("{\"Id\":\"x\",\"Warnings\":[\"own\",\"caisson: a, b\"]}");
        byte[] silent = "{\"Id\":\"x\",\"Warnings\":null}".getBytes(StandardCharsets.UTF_8);
        assertThat(AnswerWarnings.add(silent, List.of("a")).map(HardeningTest::text))
                .contains("{\"Id\":\"x\",\"Warnings\":[\"caisson: a\"]}");
        assertThat(AnswerWarnings.add("[]".getBytes(StandardCharsets.UTF_8), List.of("a")))
                .isEmpty();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
