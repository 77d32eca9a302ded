package io.caisson.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void a_heap_of_24_mib_holds_five_thousand_streams_and_a_share_for_slow_peers() {
        Limits limits = Limits.DEFAULTS.within(24 << 20);
        assertThat(limits.connectionsMax()).isBetween(5_000, 6_000);
        assertThat(limits.parkedBytesMax()).isBetween(4L << 20, 5L << 20);
    }

    @Test
    void a_large_heap_changes_nothing() {
        assertThat(Limits.DEFAULTS.within(1 << 30)).isEqualTo(Limits.DEFAULTS);
    }

    @Test
    void a_tiny_heap_still_leaves_one_connection() {
        assertThat(Limits.DEFAULTS.within(1 << 20).connectionsMax()).isEqualTo(1);
    }

    @Test
    void what_users_set_is_all_that_changes() {
        Limits limits = Limits.DEFAULTS.with(1, 2, Duration.ofSeconds(3));
        assertThat(limits.bodyBytesMax()).isEqualTo(1);
        assertThat(limits.connectionsMax()).isEqualTo(2);
        assertThat(limits.stopWait()).isEqualTo(Duration.ofSeconds(3));
        assertThat(limits.with(
                        Limits.DEFAULTS.bodyBytesMax(), Limits.DEFAULTS.connectionsMax(), Limits.DEFAULTS.stopWait()))
                .isEqualTo(Limits.DEFAULTS);
    }
}
