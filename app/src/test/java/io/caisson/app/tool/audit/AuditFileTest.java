package io.caisson.app.tool.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    private static final Path WRITTEN = Path.of("../core/src/test/golden/audit-event.jsonl");
    private static final String LINE =
            "{\"time\":\"2026-11-26T14:50:24.007Z\",\"exchange\":\"k7m2qa-2\",\"listener\":\"ci\",\"client\":"
                    + "\"192.0.2.7:53122\",\"method\":\"POST\",\"operation\":\"ContainerStop\",\"target\":"
                    + "\"/v1.41/containers/web/stop\",\"decision\":\"deny\",\"reason\":\"operation_denied\",\"policy\":"
                    + "\"ci\",\"rule\":\"default\",\"revision\":\"abc\",\"status\":403,\"hijacked\":false}";

    @TempDir
    private Path folder;

    private List<AuditRecord> read(AuditFile file) throws IOException {
        List<AuditRecord> records = new ArrayList<>();
        file.forEach(records::add);
        return records;
    }

    private AuditFile file(String text) throws IOException {
        return new AuditFile(Files.write(folder.resolve("audit.jsonl"), text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void reads_every_line_that_the_gate_writes() throws IOException {
        AuditFile file = new AuditFile(WRITTEN);
        List<AuditRecord> records = read(file);
        long exchanges = Files.readAllLines(WRITTEN).stream()
                .filter(line -> line.contains("\"exchange\""))
                .count();
        assertThat(records).hasSize((int) exchanges).hasSizeGreaterThan(5);
        assertThat(records)
                .extracting(AuditRecord::operation)
                .anyMatch(operation ->
                        operation.filter(Operation.ContainerList::equals).isPresent());
    }

    @Test
    void knows_what_a_line_says() throws IOException {
        AuditRecord record = read(file(LINE)).getFirst();
        assertThat(record.operation()).contains(Operation.ContainerStop);
        assertThat(record.allowed()).isFalse();
        assertThat(record.reason()).isEqualTo("operation_denied");
        assertThat(record.revision()).isEqualTo("abc");
        assertThat(record.clientHost()).isEqualTo("192.0.2.7");
        assertThat(record.status()).isEqualTo(403);
    }

    @Test
    void sees_through_what_compose_and_the_engine_put_around_lines() throws IOException {
        String wrapped = "{\"log\":\"" + LINE.replace("\"", "\\\"") + "\\n\",\"stream\":\"stdout\",\"time\":\"x\"}";
        assertThat(read(file("caisson-1  | " + LINE + "\n" + wrapped + "\n")))
                .extracting(AuditRecord::exchange)
                .containsExactly("k7m2qa-2", "k7m2qa-2");
    }

    @Test
    void what_is_no_record_is_counted_and_hides_nothing() throws IOException {
        AuditFile file =
                file("caisson: version 1\n{\"time\":\"x\",\"dropped\":3}\n{\"time\":\n\u00ff\u00fe\n\n" + LINE);
        assertThat(read(file)).hasSize(1);
        assertThat(file.foreign()).isEqualTo(4);
    }

    @Test
    void finds_an_exchange_by_its_id() throws IOException {
        AuditFile file = file(LINE + "\n" + LINE.replace("k7m2qa-2", "k7m2qa-22") + "\n");
        assertThat(file.find("k7m2qa-22")).isPresent();
        assertThat(file.find("k7m2qa-3")).isEmpty();
    }
}
