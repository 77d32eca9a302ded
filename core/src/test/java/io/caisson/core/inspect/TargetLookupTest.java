package io.caisson.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetLookupTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    private static Call call(String request) {
        byte[] head = (request + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        RequestHead parsed = new RequestHead();
        new HeadParser(Limits.DEFAULTS).parse(head, 0, head.length, parsed);
        Call call = new Call();
        assertThat(new Resolver().resolve(parsed, call)).as(request).isNull();
        return call;
    }

    private static Read<Optional<Target>> answer(TargetLookup lookup, String json) {
        return lookup.answer(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Target found(TargetLookup lookup, String json) {
        return ((Read.Value<Optional<Target>>) answer(lookup, json)).value().orElseThrow();
    }

    private static String sent(Call call) {
        ByteWriter out = new ByteWriter(64);
        call.writeTarget(out);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /containers/a/stop                     | /containers/a/json",
                "GET /v1.41/containers/a/logs?follow=1       | /v1.41/containers/a/json",
                "POST /exec/e1/start                         | /exec/e1/json",
                "POST /v1.24/exec/e1/resize?h=1              | /v1.24/exec/e1/json",
                "DELETE /images/ghcr.io/a/b:c                | /images/ghcr.io/a/b:c/json",
                "POST /images/a%40sha256:f/tag?repo=x        | /images/a@sha256:f/json",
                "DELETE /volumes/v                           | /volumes/v",
                "POST /networks/n/connect                    | /networks/n",
                "POST /services/s/update?version=1           | /services/s",
                "GET /tasks/t/logs                           | /tasks/t",
                "POST /nodes/n/update                        | /nodes/n",
                "DELETE /secrets/s                           | /secrets/s",
                "POST /configs/c/update                      | /configs/c",
                "POST /plugins/vieux/sshfs:latest/enable     | /plugins/vieux/sshfs:latest/json",
                "POST /commit?container=%2Fa&repo=b          | /containers/a/json",
                "POST /v4.0.0/libpod/containers/a/stop       | /v4.0.0/libpod/containers/a/json",
                "POST /v4.0.0/libpod/exec/e/start            | /v4.0.0/libpod/exec/e/json",
                "DELETE /v4.0.0/libpod/volumes/v             | /v4.0.0/libpod/volumes/v/json",
                "POST /v4.0.0/libpod/pods/p/stop             | /v4.0.0/libpod/pods/p/json",
                "DELETE /v4.0.0/libpod/networks/n            | /v4.0.0/libpod/networks/n/json",
            })
    void the_engine_is_asked_for_the_object_under_the_name_and_version_of_the_call(String call, String request) {
        assertThat(TargetLookup.of(call(call)).orElseThrow().request()).isEqualTo(request);
    }

    @Test
    void operations_on_no_object_have_no_lookup() {
        for (Operation operation : new Operation[] {
            Operation.ContainerList,
            Operation.ContainerCreate,
            Operation.SystemPing,
            Operation.ImageCreate,
            Operation.DebugPprofNamed,
            Operation.DistributionInspect,
            Operation.ManifestCreateLibpod
        }) {
            assertThat(TargetLookup.has(operation)).as(operation.id()).isFalse();
        }
        assertThat(TargetLookup.of(call("POST /commit?repo=b"))).isEmpty();
    }

    @Test
    void a_container_is_pinned_by_its_full_id_and_nothing_else_of_the_call_changes() {
        Call call = call("POST /v1.41/containers/web/stop?t=5&signal=a%2Fb");
        TargetLookup lookup = TargetLookup.of(call).orElseThrow();
        Target target = found(lookup, """
            {"Id":"%s","Name":"/web-1","State":{"Status":"running"},"Image":"sha256:1",
             "Config":{"Image":"nginx:1","Labels":{"io.caisson.owner":"me","com.docker.compose.project":"p",
             "com.docker.compose.service":"s"}}}\
            """.formatted(ID));
        assertThat(target)
                .isEqualTo(new Target(
                        Target.Kind.CONTAINER,
                        ID,
                        "web-1",
                        Map.of(
                                "io.caisson.owner",
                                "me",
                                "com.docker.compose.project",
                                "p",
                                "com.docker.compose.service",
                                "s"),
                        "nginx:1",
                        "running",
                        "me",
                        "p",
                        "s"));
        lookup.pin(call, target);
        assertThat(sent(call)).isEqualTo("/v1.41/containers/" + ID + "/stop?t=5&signal=a%2Fb");
        assertThat(call.argument(0)).isEqualTo(ID);
    }

    @Test
    void a_second_argument_stays_where_the_first_is_pinned() {
        Call call = call("DELETE /containers/a-long-name-that-is-no-id/checkpoints/c1?dir=x");
        TargetLookup lookup = TargetLookup.of(call).orElseThrow();
        lookup.pin(call, found(lookup, "{\"Id\":\"abc\",\"Name\":\"/a\"}"));
        assertThat(sent(call)).isEqualTo("/containers/abc/checkpoints/c1?dir=x");
        assertThat(call.argument(1)).isEqualTo("c1");
    }

    @Test
    void an_exec_leads_to_its_container_and_is_not_renamed() {
        Call call = call("POST /exec/e1/start");
        TargetLookup lookup = TargetLookup.of(call).orElseThrow();
        assertThat(answer(lookup, "{\"ID\":\"e1\",\"ContainerID\":\"" + ID + "\"}"))
                .isEqualTo(new Read.Value<>(Optional.empty()));
        assertThat(lookup.request()).isEqualTo("/containers/" + ID + "/json");
        Target target = found(lookup, "{\"Id\":\"" + ID + "\",\"Name\":\"/web\"}");
        assertThat(target.name()).isEqualTo("web");
        lookup.pin(call, target);
        assertThat(sent(call)).isEqualTo("/exec/e1/start");
    }

    @Test
    void a_commit_is_pinned_in_its_query() {
        Call call = call("POST /commit?container=web&repo=r");
        TargetLookup lookup = TargetLookup.of(call).orElseThrow();
        lookup.pin(call, found(lookup, "{\"Id\":\"" + ID + "\",\"Name\":\"/web\"}"));
        assertThat(sent(call)).isEqualTo("/commit?container=" + ID + "&repo=r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /images/nginx/json            | docker.io/library/nginx:latest | /images/sha256:1/json",
                "GET /images/docker.io/nginx/json  | docker.io/library/nginx:latest | /images/sha256:1/json",
                "GET /images/sha256:1/json         | docker.io/library/nginx:latest | /images/sha256:1/json",
                "GET /images/12ab/json             | docker.io/library/nginx:latest | /images/sha256:1/json",
                "DELETE /images/nginx:latest       | docker.io/library/nginx:latest | /images/nginx:latest",
                "POST /images/ghcr.io/a/b/push     | ghcr.io/a/b:latest             | /images/ghcr.io/a/b/push",
            })
    void an_image_is_known_by_its_full_name(String request, String name, String sent) {
        Call call = call(request);
        TargetLookup lookup = TargetLookup.of(call).orElseThrow();
        Target target = found(
                lookup,
                "{\"Id\":\"sha256:1\",\"RepoTags\":[\"nginx:latest\",\"ghcr.io/a/b:latest\"],"
                        + "\"Config\":{\"Labels\":{\"a\":\"b\"}}}");
        assertThat(target.name()).isEqualTo(name);
        assertThat(target.labels()).isEqualTo(Map.of("a", "b"));
        lookup.pin(call, target);
        assertThat(sent(call)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "DELETE /volumes/v         | {\"Name\":\"v\",\"Labels\":{\"a\":\"b\"}} | VOLUME v v '' ''",
                "DELETE /networks/n        | {\"Id\":\"n1\",\"Name\":\"net\",\"Labels\":null} | NETWORK n1 net '' ''",
                "DELETE /services/s        |"
                        + " {\"ID\":\"s1\",\"Spec\":{\"Name\":\"svc\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"i\"}}}}"
                        + " | SERVICE s1 svc i ''",
                "GET /tasks/t              |"
                        + " {\"ID\":\"t1\",\"Status\":{\"State\":\"running\"},\"Spec\":{\"ContainerSpec\":{\"Image\":\"i\"}}}"
                        + " | TASK t1  i running",
                "GET /nodes/n              |"
                        + " {\"ID\":\"n1\",\"Spec\":{},\"Description\":{\"Hostname\":\"h\"},\"Status\":{\"State\":\"ready\"}}"
                        + " | NODE n1 h '' ready",
                "GET /secrets/s            | {\"ID\":\"s1\",\"Spec\":{\"Name\":\"sec\"}} | SECRET s1 sec '' ''",
                "GET /configs/c            | {\"ID\":\"c1\",\"Spec\":{\"Name\":\"cfg\"}} | CONFIG c1 cfg '' ''",
                "GET /plugins/p/json       | {\"Id\":\"p1\",\"Name\":\"p:latest\",\"Enabled\":true} | PLUGIN p:latest"
                        + " p:latest '' enabled",
                "GET /v4.0.0/libpod/pods/p/json | {\"Id\":\"p1\",\"Name\":\"pod\",\"State\":\"Running\"} | POD p1 pod"
                        + " '' Running",
            })
    void other_kinds_are_read_as_the_engine_describes_them(String request, String json, String expected) {
        Target target = found(TargetLookup.of(call(request)).orElseThrow(), json);
        assertThat(target.kind() + " " + target.id() + " " + target.name() + " "
                        + (target.image().isEmpty() ? "''" : target.image()) + " "
                        + (target.state().isEmpty() ? "''" : target.state()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {"{}", "[]", "{\"Id\":5}", "{\"Id\":\"\"}", "no", "{\"Id\":\"a\",\"Id\":\"b\"}"})
    void an_answer_that_names_no_object_is_no_answer(String json) {
        TargetLookup lookup = TargetLookup.of(call("POST /containers/a/stop")).orElseThrow();
        assertThat(answer(lookup, json))
                .isInstanceOfSatisfying(
                        Read.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.TARGET_LOOKUP_FAILED));
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, docker.io/library/nginx:latest",
        "nginx:1, docker.io/library/nginx:1",
        "a/b, docker.io/a/b:latest",
        "localhost/a, localhost/a:latest",
        "localhost:5000/a:1, localhost:5000/a:1",
        "host.example/a/b/c, host.example/a/b/c:latest",
        "index.docker.io/nginx, docker.io/library/nginx:latest",
        "docker.io/library/nginx:latest, docker.io/library/nginx:latest",
        "a@sha256:f, docker.io/library/a@sha256:f",
        "Host/a, Host/a:latest"
    })
    void names_of_images_are_completed_as_the_engine_does(String reference, String full) {
        assertThat(ImageReference.inFull(reference)).isEqualTo(full);
        assertThat(ImageReference.inFull(full)).isEqualTo(full);
    }
}
