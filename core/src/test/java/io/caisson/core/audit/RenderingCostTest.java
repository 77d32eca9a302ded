package io.caisson.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.caisson.core.http.ByteWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingCostTest {
    private static final int ROUNDS = 2_000;

    static List<Rendering> renderings() {
        return List.of(new JsonLines(AuditEvents.IDS, true), new TextLines(AuditEvents.IDS, true, true));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void allocates_nothing_once_warm(Rendering rendering) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AuditEvent[] events = AuditEvents.examples().toArray(AuditEvent[]::new);
        for (AuditEvent event : events) {
            event.timeMillis = 1_795_704_502_007L;
        }
        ByteWriter out = new ByteWriter(64 << 10);
        long least = Long.MAX_VALUE;
        // The first rounds warm up, and the compiler may charge an object or two to this thread in any of them.
        for (int i = 0; i < 5; i++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            render(rendering, events, out);
            least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    private static void render(Rendering rendering, AuditEvent[] events, ByteWriter out) {
        for (int i = 0; i < ROUNDS; i++) {
            out.clear();
            for (AuditEvent event : events) {
                rendering.write(event, out);
            }
        }
    }
}
