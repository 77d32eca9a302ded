package io.caisson.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.caisson.core.audit.AuditEvent;
import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import io.caisson.server.testing.Events;
import java.io.File;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecorderCostTest {
    @Test
    void recording_allocates_nothing_once_warm() {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Telemetry telemetry = Telemetry.start(
                LogLevel.INFO, LogFormat.JSON, OutputStream.nullOutputStream(), 1, () -> true, "1.2.3")) {
            Recorder recorder = telemetry.recorders().apply(0);
            AuditEvent[] events = {Events.allowed(1), Events.denied(2), Events.hijacked(3)};
            long least = Long.MAX_VALUE;
            // The first rounds warm up, and the compiler may charge an object or two to this thread in any of them.
            for (int round = 0; round < 5; round++) {
                long before = thread.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 10_000; i++) {
                    recorder.connections(1);
                    recorder.exchangeEnded(events[i % 3]);
                    recorder.connections(-1);
                    recorder.flush();
                }
                least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
        }
    }

    /** Run in a process of its own by the test below. */
    static final class Serving {
        private Serving() {}

        public static void main(String[] arguments) {
            try (Telemetry telemetry =
                    Telemetry.start(LogLevel.INFO, LogFormat.JSON, System.err, 1, () -> true, "1.2.3")) {
                telemetry.recorders().apply(0).exchangeEnded(Events.allowed(1));
                telemetry.recorders().apply(0).flush();
            }
        }
    }

    @Test
    void nothing_of_the_exposition_is_loaded_before_somebody_scrapes() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Xshare:auto",
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Serving.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("\"operation\":\"ContainerList\"").contains("io.caisson.server.telemetry.Metrics ");
        assertThat(output)
                .doesNotContain("io.caisson.server.telemetry.Exposition ")
                .doesNotContain("io.caisson.server.telemetry.MetricText ")
                .doesNotContain("java.util.regex.Pattern source: file");
    }
}
