package io.caisson.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderingTest {
    private static String render(Rendering rendering) {
        ByteWriter out = new ByteWriter(16);
        AuditEvents.examples().forEach(event -> rendering.write(event, out));
        rendering.writeDropped(1_795_704_502_007L, 1_234, out);
        return out.toString();
    }

    @Test
    void writes_json_lines() throws IOException {
        Golden.assertMatches("core/src/test/golden/audit-event.jsonl", render(new JsonLines(AuditEvents.IDS, false)));
    }

    @Test
    void writes_text_lines_with_rule_lines() throws IOException {
        Golden.assertMatches(
                "core/src/test/golden/audit-event.txt", render(new TextLines(AuditEvents.IDS, false, true)));
    }

    @Test
    void writes_rule_lines_for_resolved_calls_at_debug_only() {
        String json = render(new JsonLines(AuditEvents.IDS, true));
        assertThat(json).contains(",\"rule_line\":\"allow: ContainerCreate   # POST /containers/create\"}\n");
        assertThat(json.replaceAll(",\"rule_line\":\"[^\"]*\"", ""))
                .isEqualTo(render(new JsonLines(AuditEvents.IDS, false)));
        String text = render(new TextLines(AuditEvents.IDS, false, true));
        assertThat(text.replaceAll("(?m)^allow: .*\n", ""))
                .isEqualTo(render(new TextLines(AuditEvents.IDS, false, false)));
    }

    @Test
    void colours_change_nothing_but_the_colour() {
        String coloured = render(new TextLines(AuditEvents.IDS, true, true));
        assertThat(coloured).contains("\033[31mDENY");
        assertThat(coloured.replaceAll("\033\\[[0-9]+m", ""))
                .isEqualTo(render(new TextLines(AuditEvents.IDS, false, true)));
    }

    @ParameterizedTest
    @CsvSource({
        "ContainerInspect, /v1.41/containers/web/json, GET /containers/*/json",
        "ContainerInspect, /containers/web/json?size=a/b/c, GET /containers/*/json",
        "ContainerList, /v1.41/containers/json, GET /containers/json",
        "VolumeList, /volumes, GET /volumes",
        "ImageInspect, /v1.41/images/registry.example.com/team/web/json, GET /images/*/*/*/json",
        "ImageInspect, /images/web/json, GET /images/*/json",
        "CheckpointDelete, /v1.41/containers/a/checkpoints/b, DELETE /containers/*/checkpoints/*",
        "SystemPingHead, /_ping, HEAD /_ping"
    })
    void gives_the_normal_form_of_a_call(String operation, String target, String normalForm) {
        byte[] bytes = target.getBytes(StandardCharsets.US_ASCII);
        ByteWriter out = new ByteWriter(16);
        RuleLine.write(Operation.byId(operation).orElseThrow(), bytes, bytes.length, out);
        assertThat(out).hasToString("allow: " + operation + "   # " + normalForm);
    }

    @Test
    void cuts_long_targets_and_methods() {
        AuditEvent event = AuditEvents.denied();
        event.method = "M".repeat(5_000);
        event.target = "t".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
        event.targetLength = event.target.length;
        ByteWriter out = new ByteWriter(16);
        new TextLines(AuditEvents.IDS, false, false).write(event, out);
        assertThat(out.toString()).contains(" " + "M".repeat(64) + " " + "t".repeat(200) + "...  ");
        new JsonLines(AuditEvents.IDS, false).write(event, out.clear());
        assertThat(out.toString()).contains("\"" + "M".repeat(64) + "\"").contains("\"" + "t".repeat(16_384) + "\"");
    }

    @Test
    void a_new_second_gets_a_new_text() {
        Timestamp timestamp = new Timestamp();
        ByteWriter out = new ByteWriter(16);
        timestamp.full(out, 0);
        timestamp.full(out, 999);
        timestamp.full(out, 1_000);
        timestamp.full(out, 951_782_399_999L);
        timestamp.timeOfDay(out, 951_782_400_000L);
        assertThat(out)
                .hasToString("1970-01-01T00:00:00.000Z1970-01-01T00:00:00.999Z1970-01-01T00:00:01.000Z"
                        + "2000-02-28T23:59:59.999Z00:00:00.000");
    }
}
