package io.caisson.app.tool.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.testing.Golden;
import io.caisson.app.tool.PolicyTexts;
import io.caisson.app.tool.policy.Chosen;
import io.caisson.app.tool.request.Asked;
import io.caisson.app.tool.request.Request;
import io.caisson.app.tool.request.RequestReader;
import io.caisson.core.inspect.Target;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalTest {
    private static final String DAY = "2026-11-26T10:00:0";

    @TempDir
    private Path folder;

    private final LearnRecord record = new LearnRecord();
    private int second;

    private void saw(String call, Target object) {
        add(Seen.Facts.KNOWN, call, "", Optional.of(object));
    }

    private void saw(String call) {
        add(Seen.Facts.KNOWN, call, "", Optional.empty());
    }

    private void sawBody(String call, String body) {
        add(Seen.Facts.KNOWN, call, body, Optional.empty());
    }

    private void add(Seen.Facts facts, String call, String body, Optional<Target> object) {
        int space = call.indexOf(' ');
        String time = DAY + second++ % 10 + "Z";
        record.add(
                new Seen(facts, "ci", "192.0.2.7", call.substring(0, space), call.substring(space + 1), body, object),
                new Times(1, time, time));
    }

    private static Target container(String name, String image, Map<String, String> labels) {
        return Target.of(
                Target.Kind.CONTAINER,
                String.format("%064x", Math.abs((long) name.hashCode())),
                name,
                labels,
                image,
                "");
    }

    private static Map<String, String> project(String name) {
        return Map.of("com.docker.compose.project", name, "com.docker.compose.service", "x");
    }

    private String proposal() {
        Proposer.Outcome outcome = Proposer.propose(record, "ci");
        assertThat(outcome.refused()).isZero();
        PolicyTexts.policy(outcome.text());
        return outcome.text();
    }

    private boolean allows(String call, String body) {
        Chosen chosen = PolicyTexts.policy(proposal());
        int space = call.indexOf(' ');
        Request request = Request.of(call.substring(0, space), call.substring(space + 1))
                .with(body.getBytes(StandardCharsets.UTF_8));
        return new RequestReader().read(request, chosen.policy()) instanceof Asked.Call asked
                && chosen.policy().decide(asked.question()) instanceof Decision.Allow;
    }

    @Test
    void a_session_becomes_a_commented_policy() throws Exception {
        record.begin();
        saw("HEAD /_ping");
        saw("GET /v1.51/containers/json?all=1");
        sawBody(
                "POST /v1.51/containers/create?name=job",
                "{\"Image\":\"busybox\",\"HostConfig\":{\"Binds\":[\"/srv/ci:/src:ro\"],\"NetworkMode\":\"default\"}}");
        saw("POST /v1.51/containers/" + "a".repeat(64) + "/start", container("job", "busybox", Map.of()));
        saw("POST /v1.51/containers/web/restart?t=5", container("web", "nginx", project("shop")));
        saw("POST /v1.51/containers/worker/restart", container("worker", "shop", project("shop")));
        saw("GET /v1.51/containers/web/logs?stdout=1", container("web", "nginx", project("shop")));
        Golden.check("learnt.yaml", proposal());
    }

    @Test
    void a_client_that_calls_by_name_is_held_to_those_names() {
        saw("POST /containers/web/stop", container("web", "nginx", project("shop")));
        saw("POST /containers/db/stop", container("db", "postgres", project("shop")));
        assertThat(proposal()).contains("when: target.name in [\"db\", \"web\"]");
    }

    @Test
    void a_client_that_calls_by_id_is_held_to_its_project_labels_names_or_image() {
        saw("POST /containers/aaa/stop", container("shop_web_1", "nginx", project("shop")));
        saw("POST /containers/bbb/stop", container("shop_db_1", "postgres", project("shop")));
        assertThat(proposal()).contains("when: target.composeProject == \"shop\"");
    }

    @Test
    void names_that_the_engine_makes_up_are_no_scope() {
        saw("POST /containers/aaa/stop", container("happy_curie", "busybox", Map.of()));
        assertThat(proposal()).contains("when: target.image == \"busybox\"").doesNotContain("happy_curie");
    }

    @Test
    void labels_that_the_client_gives_are_a_scope() {
        sawBody("POST /containers/create", "{\"Image\":\"a\",\"Labels\":{\"team\":\"red\"}}");
        saw("POST /containers/aaa/stop", container("one", "a", Map.of("team", "red", "maintainer", "x")));
        saw("POST /containers/bbb/stop", container("two", "b", Map.of("team", "red", "maintainer", "x")));
        assertThat(proposal()).contains("target.labels.get(\"team\", \"\") == \"red\"");
    }

    @Test
    void names_with_something_random_in_them_are_a_scope_by_their_beginning() {
        for (int i = 0; i < 3; i++) {
            sawBody("POST /containers/create?name=runner-7f3a9b2c1d" + i, "{\"Image\":\"a\"}");
        }
        assertThat(proposal()).contains("call.query.name.startsWith(\"runner-\")");
    }

    @Test
    void what_was_never_used_is_refused() {
        sawBody("POST /containers/create", "{\"Image\":\"a\",\"HostConfig\":{\"NetworkMode\":\"default\"}}");
        assertThat(allows("POST /containers/create", "{\"Image\":\"a\",\"HostConfig\":{\"NetworkMode\":\"default\"}}"))
                .isTrue();
        for (String danger : new String[] {
            "\"Privileged\":true",
            "\"Binds\":[\"/:/host\"]",
            "\"CapAdd\":[\"SYS_ADMIN\"]",
            "\"PidMode\":\"host\"",
            "\"NetworkMode\":\"host\"",
            "\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/\",\"Target\":\"/h\"}]",
            "\"Devices\":[{\"PathOnHost\":\"/dev/sda\"}]",
            "\"SecurityOpt\":[\"seccomp=unconfined\"]",
            "\"Runtime\":\"x\""
        }) {
            assertThat(allows(
                            "POST /containers/create",
                            "{\"Image\":\"a\",\"HostConfig\":{\"NetworkMode\":\"default\"," + danger + "}}"))
                    .as(danger)
                    .isFalse();
        }
        assertThat(proposal()).contains("guarded by its condition").doesNotContain("accepts:");
    }

    @Test
    void mounts_are_held_to_their_sources_without_driver_options() {
        String mount =
                "{\"Image\":\"a\",\"HostConfig\":{\"Mounts\":[{\"Type\":\"volume\",\"Source\":\"data\",\"Target\":"
                        + "\"/d\"%s}]}}";
        sawBody("POST /containers/create", mount.formatted(""));
        assertThat(allows("POST /containers/create", mount.formatted(""))).isTrue();
        assertThat(allows(
                        "POST /containers/create",
                        mount.formatted(",\"VolumeOptions\":{\"DriverConfig\":{\"Options\":{\"device\":\"/\"}}}")))
                .isFalse();
        assertThat(allows("POST /containers/create", mount.formatted("").replace("data", "other")))
                .isFalse();
    }

    @Test
    void what_is_too_long_for_one_condition_is_left_out_and_said() {
        StringBuilder binds = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            binds.append(i == 0 ? "" : ",")
                    .append("\"/srv/")
                    .append("x".repeat(600))
                    .append(i)
                    .append(":/d")
                    .append(i)
                    .append('"');
        }
        sawBody("POST /containers/create", "{\"Image\":\"a\",\"HostConfig\":{\"Binds\":[" + binds + "]}}");
        assertThat(proposal())
                .contains("was left out")
                .contains("body.Image == \"a\"")
                .doesNotContain("/srv/xxx");
    }

    @Test
    void whoever_looks_for_what_is_not_there_may_look_at_everything_of_the_kind() {
        saw("GET /networks/shop_default", Target.of(Target.Kind.NETWORK, "1", "shop_default", Map.of(), "", ""));
        assertThat(proposal()).contains("target.name == \"shop_default\"");
        add(Seen.Facts.ABSENT, "GET /networks/shop_default", "", Optional.empty());
        assertThat(proposal()).contains("- NetworkInspect\n").contains("were not there");
    }

    @Test
    void audit_files_teach_operations_and_parameters_but_nothing_of_bodies_and_objects() throws IOException {
        Path audit = Files.writeString(folder.resolve("audit.jsonl"), """
                {"time":"2026-11-26T10:00:00Z","exchange":"a-1","listener":"ci","client":"10.0.0.1:5","method":"DELETE",\
                "operation":"ContainerDelete","target":"/containers/x?force=1","decision":"allow"}
                {"time":"2026-11-26T10:00:01Z","exchange":"a-2","listener":"ci","client":"10.0.0.1:6","method":"POST",\
                "operation":"ContainerCreate","target":"/containers/create","decision":"allow"}
                {"time":"2026-11-26T10:00:02Z","exchange":"a-3","listener":"ci","client":"10.0.0.1:6","method":"POST",\
                "operation":"SystemAuth","target":"/auth","decision":"deny"}
                """);
        record.addFile(audit);
        assertThat(proposal())
                .contains("from records without bodies and objects")
                .contains("!call.query.v")
                .doesNotContain("!call.query.force")
                .doesNotContain("SystemAuth")
                .contains("# accepts: [container-create]");
    }

    @Test
    void runs_add_up_and_a_record_outlives_its_process() throws IOException {
        record.begin();
        saw("POST /containers/web/stop", container("web", "nginx", Map.of("a", "b")));
        saw("POST /containers/web/stop", container("web", "nginx", Map.of("a", "b")));
        sawBody("POST /containers/create", "{\"Image\":\"a\"}");
        Path file = folder.resolve("learn.jsonl");
        record.write(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        LearnRecord again = new LearnRecord();
        again.addFile(file);
        again.addFile(file);
        assertThat(again.runs()).isEqualTo(2);
        assertThat(again.calls().keySet()).isEqualTo(record.calls().keySet());
        assertThat(again.calls().values().stream().mapToLong(Times::count).sum())
                .isEqualTo(6);
    }

    @Test
    void a_proposal_of_nothing_but_a_ping_is_that() {
        saw("GET /_ping");
        Policy policy = PolicyTexts.policy(proposal()).policy();
        assertThat(policy.rules()).hasSize(1);
    }
}
