package io.caisson.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caisson.server.testing.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LineRingTest {
    private final LineRing ring = new LineRing();

    private static byte[] line(int length) {
        return ("x".repeat(length - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void takes_no_part_of_a_line_that_does_not_fit() throws IOException {
        byte[] half = line(LineRing.CAPACITY / 2);
        assertThat(ring.append(half, half.length)).isTrue();
        assertThat(ring.isHalfFull()).isTrue();
        assertThat(ring.append(half, half.length)).isTrue();
        assertThat(ring.append(half, 1)).isFalse();
        Sink sink = new Sink();
        while (ring.writeTo(sink)) {
            // Until it is empty.
        }
        assertThat(ring.isEmpty()).isTrue();
        assertThat(sink.lines()).hasSize(2);
        assertThat(ring.append(half, half.length)).isTrue();
    }

    @Test
    void a_failed_write_takes_nothing_and_discarding_counts_lines() {
        for (int i = 0; i < 5; i++) {
            ring.append(line(100), 100);
        }
        Sink sink = new Sink();
        sink.broken(true);
        assertThatThrownBy(() -> ring.writeTo(sink)).isInstanceOf(IOException.class);
        assertThat(ring.discard()).isEqualTo(5);
        assertThat(ring.isEmpty()).isTrue();
    }

    @Test
    @Timeout(60)
    void passes_every_byte_on_in_order_between_two_threads() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] bytes = new byte[8 << 20];
        random.nextBytes(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                while (out.size() < bytes.length) {
                    if (!ring.writeTo(out)) {
                        Thread.yield();
                    }
                }
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        byte[] piece = new byte[1 << 10];
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(1 + random.nextInt(piece.length), bytes.length - at);
            System.arraycopy(bytes, at, piece, 0, count);
            if (ring.append(piece, count)) {
                at += count;
            } else {
                Thread.yield();
            }
        }
        writer.join();
        assertThat(out.toByteArray()).as("seed %d", seed).isEqualTo(bytes);
    }
}
