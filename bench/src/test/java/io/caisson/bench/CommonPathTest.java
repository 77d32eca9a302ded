package io.caisson.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.caisson.bench.jmh.CommonPath;
import io.caisson.bench.jmh.Requests;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The common path is walked for each request of every client, so it must leave no garbage. */
class CommonPathTest {
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 100_000;
    /** What the measurement itself may cost; one small object for each request would be 16 bytes times the rounds. */
    private static final long NOISE_BYTES = 4_096;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void is_parsed_resolved_decided_written_and_recorded_without_allocating() {
        CommonPath path = new CommonPath();
        List<byte[]> requests = Requests.all().stream().map(Requests::bytes).toList();
        for (byte[] request : requests) {
            long written = walk(path, request, WARM_UP);
            assertThat(written).isPositive();

            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
            walk(path, request, ROUNDS);
            long allocated =
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;

            assertThat(allocated).as("bytes for %s", new String(request)).isLessThan(NOISE_BYTES);
        }
    }

    @Test
    void the_measurement_notices_one_small_object_for_each_request() {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
        Object[] kept = new Object[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            kept[i] = new Object();
        }
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;

        assertThat(kept).doesNotContainNull();
        assertThat(allocated).isGreaterThan(NOISE_BYTES);
    }

    private static long walk(CommonPath path, byte[] request, int rounds) {
        long written = 0;
        for (int i = 0; i < rounds; i++) {
            written += path.all(request);
        }
        return written;
    }
}
