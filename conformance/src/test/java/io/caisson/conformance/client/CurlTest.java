package io.caisson.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Payload;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Result;
import io.caisson.conformance.rig.Rig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** curl, with which scripts speak to the engine. */
@RealEngine
class CurlTest {
    private final Rig rig;

    CurlTest(Rig rig) {
        this.rig = rig;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http1.0"})
    void a_container_is_made_started_and_removed_over_the_unix_socket(String version) {
        var name = rig.name("curl");
        var body = "{\"Image\": \"busybox:local\", \"Cmd\": [\"sleep\", \"3600\"], \"HostConfig\": {\"Init\": true}}";
        var json = "Content-Type: application/json";
        var made =
                unix(version, "-X", "POST", "-H", json, "-d", body, "http://localhost/containers/create?name=" + name);
        assertThat(made.ok()).contains("\"Id\":");
        unix(version, "-X", "POST", "http://localhost/v1.41/containers/" + name + "/start")
                .ok();
        assertThat(unix(version, "http://localhost/v1.41/containers/" + name + "/json")
                        .ok())
                .contains("\"Running\":true");
        unix(version, "-X", "DELETE", "http://localhost/containers/" + name + "?force=1")
                .ok();
    }

    @Test
    void filters_go_through_as_raw_json_in_the_query() {
        var name = rig.docker().idle(rig.name("raw"), "--label", "colour=blue");
        var raw = "http://localhost/containers/json?filters={\"label\":[\"colour=blue\"]}";
        assertThat(unix("--globoff", raw).ok()).contains("/" + name);
        var other = "http://localhost/containers/json?filters={\"label\":[\"colour=red\"]}";
        assertThat(unix("--globoff", other).ok()).isEqualTo("[]");
    }

    @Test
    void a_head_request_for_ping_has_the_engines_headers_and_no_body() {
        var reply = unix("--head", "http://localhost/_ping").ok();
        assertThat(reply)
                .contains("200 OK")
                .containsIgnoringCase("api-version:")
                .containsIgnoringCase("docker-experimental:");
    }

    @Test
    void an_answer_comes_over_tcp() {
        assertThat(tcp("/_ping").ok()).isEqualTo("OK");
        assertThat(tcp("/version").ok()).contains("ApiVersion");
    }

    @Test
    void several_requests_share_one_connection() {
        var ping = "http://127.0.0.1:" + rig.open().port() + "/_ping";
        var result = curl("--write-out", "%{num_connects} ", ping, ping, ping, ping);
        assertThat(result.ok()).isEqualTo("OK1 OK0 OK0 OK0");
    }

    @Test
    void a_large_body_after_expect_continue_arrives_whole(@TempDir Path folder) throws Exception {
        var payload = Payload.write(folder.resolve("payload"), 20);
        var name = rig.docker().idle(rig.name("expect"));
        var archive = folder.resolve("payload.tar");
        rig.docker()
                .program(List.of("tar", "-C", folder.toString(), "-cf", archive.toString(), "payload"))
                .run()
                .ok();
        var target = "http://localhost/containers/" + name + "/archive?path=/root";
        var put = unix("-v", "-H", "Expect: 100-continue", "-T", archive.toString(), target);
        put.ok();
        assertThat(put.err()).contains("100 Continue").contains("200 OK");
        assertThat(rig.docker().ok("exec", name, "sha256sum", "/root/payload")).startsWith(payload.sha256());
    }

    @Test
    void a_chunked_body_from_a_pipe_arrives_whole(@TempDir Path folder) throws Exception {
        var payload = Payload.write(folder.resolve("payload"), 20);
        var name = rig.docker().idle(rig.name("chunked"));
        var target = "http://localhost/containers/" + name + "/archive?path=/root";
        var line = "tar -C " + folder + " -cf - payload | curl -sSf --unix-socket "
                + rig.open().socket() + " -T - '" + target + "'";
        rig.docker()
                .program(List.of("bash", "-o", "pipefail", "-c", line))
                .run()
                .ok();
        assertThat(rig.docker().ok("exec", name, "sha256sum", "/root/payload")).startsWith(payload.sha256());
    }

    @Test
    void an_archive_answers_head_with_its_stat_and_get_with_its_bytes() {
        var name = rig.docker().idle(rig.name("stat"));
        var target = "http://localhost/containers/" + name + "/archive?path=/etc/passwd";
        assertThat(unix("--head", target).ok()).containsIgnoringCase("x-docker-container-path-stat: ");
        assertThat(unix(target).ok()).contains("root:x:0:0");
    }

    @Test
    void a_target_that_the_engine_would_redirect_is_not_executed() throws Exception {
        var reply = unix("--path-as-is", "-o", "/dev/null", "-w", "%{http_code}", "http://localhost//containers/json");
        assertThat(Integer.parseInt(reply.out())).isIn(301, 400, 403);
    }

    private Result unix(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("--unix-socket", rig.open().socket().toString()));
        all.addAll(List.of(arguments));
        return curl(all.toArray(String[]::new));
    }

    private Result tcp(String target) {
        return curl("http://127.0.0.1:" + rig.open().port() + target);
    }

    private Result curl(String... arguments) {
        List<String> all = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "60"));
        all.addAll(List.of(arguments));
        return rig.docker().program(all).run();
    }
}
