package io.caisson.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.audit.JsonLines;
import io.caisson.core.audit.Rendering;
import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import io.caisson.core.reason.Reason;
import io.caisson.server.testing.Events;
import io.caisson.server.testing.Sink;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TelemetryTest {
    private final Sink sink = new Sink();

    private Telemetry start(LogLevel level, Screen screen, int loops) {
        return Telemetry.start(level, LogFormat.JSON, screen, sink, loops, () -> true, "1.2.3");
    }

    private static void record(Recorder recorder, int count) {
        AuditEvent event = Events.allowed(0);
        for (int i = 0; i < count; i++) {
            event.exchange = i;
            recorder.exchangeEnded(event);
        }
        recorder.flush();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (long end = System.nanoTime() + 20_000_000_000L; !condition.getAsBoolean(); ) {
            assertThat(System.nanoTime()).as("this takes too long").isLessThan(end);
            Thread.sleep(5);
        }
    }

    @Test
    void closing_writes_everything() {
        Telemetry telemetry = start(LogLevel.INFO, Screen.NONE, 2);
        record(telemetry.recorders().apply(0), 300);
        record(telemetry.recorders().apply(1), 200);
        telemetry.close();
        assertThat(sink.lines()).hasSize(500).allMatch(line -> line.startsWith("{\"time\":") && line.endsWith("}"));
        assertThat(sink.lines().getFirst())
                .contains("\"exchange\":\"" + telemetry.exchangeIds().prefix() + "-0\"");
    }

    @Test
    void lines_of_one_loop_keep_their_order() {
        Telemetry telemetry = start(LogLevel.INFO, Screen.NONE, 1);
        record(telemetry.recorders().apply(0), 5_000);
        telemetry.close();
        List<Integer> numbers = sink.lines().stream()
                .filter(line -> line.contains("\"exchange\""))
                .map(line -> Integer.parseInt(line.replaceFirst(".*\"exchange\":\"\\w+-(\\d+)\".*", "$1")))
                .toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates().startsWith(0, 1, 2);
    }

    @Test
    void a_line_is_written_without_another_one_after_it() throws InterruptedException {
        try (Telemetry telemetry = start(LogLevel.INFO, Screen.NONE, 1)) {
            for (int i = 1; i <= 5; i++) {
                record(telemetry.recorders().apply(0), 1);
                int expected = i;
                await(() -> sink.lines().size() == expected);
                // Long enough for the writer to go to sleep, from which the next line must wake it.
                Thread.sleep(3 * LineWriter.BATCH_WAIT.toMillis());
            }
        }
    }

    @Test
    void lines_are_written_in_batches_unless_a_person_reads_them() throws InterruptedException {
        try (Telemetry telemetry = start(LogLevel.INFO, Screen.NONE, 1)) {
            long start = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                record(telemetry.recorders().apply(0), 1);
                Thread.sleep(0, 200_000);
            }
            await(() -> sink.lines().size() == 500);
            long batches = (System.nanoTime() - start) / LineWriter.BATCH_WAIT.toNanos();
            // A wake-up that crosses the writer's own can cost one more write.
            assertThat(sink.writes()).isLessThan((int) (2 * batches) + 5);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "COLOUR"})
    void a_person_does_not_wait_for_a_batch(Screen screen) throws InterruptedException {
        try (Telemetry telemetry = start(LogLevel.INFO, screen, 1)) {
            for (int i = 1; i <= 20; i++) {
                record(telemetry.recorders().apply(0), 1);
                int expected = i;
                await(() -> sink.lines().size() == expected);
            }
            assertThat(sink.writes()).isEqualTo(20);
        }
    }

    @Test
    void a_blocked_sink_does_not_block_the_loop() throws InterruptedException {
        Telemetry telemetry = start(LogLevel.INFO, Screen.NONE, 1);
        sink.block();
        int count = 50_000;
        long start = System.nanoTime();
        record(telemetry.recorders().apply(0), count);
        // The bound on waiting is 50 ms in all; the rest is rendering.
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        long dropped = telemetry.metrics().auditDropped();
        assertThat(dropped).isBetween(count / 2L, (long) count);
        sink.unblock();
        await(() -> sink.text().contains("\"dropped\":" + dropped + "}\n"));
        record(telemetry.recorders().apply(0), 10);
        telemetry.close();
        assertThat(sink.lines()).hasSize((int) (count - dropped) + 1 + 10);
        assertThat(telemetry.metrics().auditDropped()).isEqualTo(dropped);
    }

    @Test
    void closing_does_not_wait_for_ever_for_a_blocked_sink() {
        Telemetry telemetry = start(LogLevel.INFO, Screen.NONE, 1);
        sink.block();
        record(telemetry.recorders().apply(0), 10);
        long start = System.nanoTime();
        telemetry.close();
        assertThat(System.nanoTime() - start)
                .isLessThan(LineWriter.CLOSE_WAIT.plusSeconds(3).toNanos());
        sink.unblock();
    }

    @Test
    void a_burst_that_a_healthy_sink_can_take_loses_nothing() throws InterruptedException {
        Rendering rendering = new JsonLines(new ExchangeIds("test"), false);
        LineWriter writer = new LineWriter(sink, rendering, 1, false);
        Recorder recorder = new LoopRecorder(
                new LoopCounters(), rendering, LogLevel.INFO, writer, writer.ring(0), Duration.ofSeconds(30));
        writer.start();
        // Several times what the ring holds, recorded without a pause.
        record(recorder, 6_000);
        writer.close();
        assertThat(writer.dropped()).isZero();
        assertThat(sink.lines()).hasSize(6_000);
    }

    @Test
    void a_failing_sink_is_tried_again_now_and_then_and_told_what_it_missed() throws InterruptedException {
        Telemetry telemetry = start(LogLevel.INFO, Screen.NONE, 1);
        sink.broken(true);
        record(telemetry.recorders().apply(0), 100);
        await(() -> telemetry.metrics().auditDropped() == 100);
        Thread.sleep(2 * LineWriter.RETRY_WAIT.toMillis());
        assertThat(sink.writes()).as("no spinning").isLessThan(10);
        sink.broken(false);
        await(() -> sink.text().contains("\"dropped\":100}\n"));
        record(telemetry.recorders().apply(0), 1);
        telemetry.close();
        assertThat(sink.lines()).hasSize(2);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_full_disk_and_a_closed_pipe_are_survived() throws Exception {
        try (FileOutputStream full = new FileOutputStream("/dev/full")) {
            survives(full);
        }
        Pipe pipe = Pipe.open();
        pipe.source().close();
        survives(Channels.newOutputStream(pipe.sink()));
        FileOutputStream closed = new FileOutputStream("/dev/null");
        closed.close();
        survives(closed);
    }

    private static void survives(OutputStream out) throws InterruptedException {
        try (Telemetry telemetry = Telemetry.start(LogLevel.INFO, LogFormat.JSON, out, 1, () -> true, "1.2.3")) {
            record(telemetry.recorders().apply(0), 3);
            await(() -> telemetry.metrics().auditDropped() == 3);
            record(telemetry.recorders().apply(0), 2);
            await(() -> telemetry.metrics().auditDropped() == 5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DEBUG, 11111",
        "INFO, 11111",
        "NOTICE, 01101",
        "WARNING, 01101",
        "ERR, 00001",
        "CRIT, 00001",
        "ALERT, 00001",
        "EMERG, 00001"
    })
    void a_level_says_what_is_written(LogLevel level, String written) {
        Telemetry telemetry = start(level, Screen.NONE, 1);
        Recorder recorder = telemetry.recorders().apply(0);
        recorder.exchangeEnded(Events.allowed(1));
        recorder.exchangeEnded(Events.denied(2));
        recorder.exchangeEnded(Events.broken(3, Reason.REQUEST_TIMEOUT));
        recorder.exchangeEnded(Events.broken(4, Reason.CLIENT_DISCONNECTED));
        recorder.exchangeEnded(Events.broken(5, Reason.ENGINE_UNREACHABLE));
        telemetry.close();
        StringBuilder found = new StringBuilder();
        for (int i = 1; i <= 5; i++) {
            found.append(sink.text().contains("-" + i + "\"") ? '1' : '0');
        }
        assertThat(found).hasToString(written);
        assertThat(sink.text().contains("rule_line")).isEqualTo(level == LogLevel.DEBUG);
    }

    @Test
    void colours_are_for_terminals_whose_user_wants_them() {
        assertThat(Screen.of(true, Map.of())).isEqualTo(Screen.COLOUR);
        assertThat(Screen.of(true, Map.of("NO_COLOR", "1"))).isEqualTo(Screen.PLAIN);
        assertThat(Screen.of(true, Map.of("NO_COLOR", ""))).isEqualTo(Screen.COLOUR);
        assertThat(Screen.of(true, Map.of("TERM", "dumb"))).isEqualTo(Screen.PLAIN);
        assertThat(Screen.of(false, Map.of())).isEqualTo(Screen.NONE);
    }

    @Test
    void every_process_has_ids_of_its_own() {
        try (Telemetry one = start(LogLevel.INFO, Screen.NONE, 1);
                Telemetry two = start(LogLevel.INFO, Screen.NONE, 1)) {
            assertThat(one.exchangeIds()).isNotEqualTo(two.exchangeIds());
        }
    }
}
