package io.caisson.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.identity.IpAddress;
import io.caisson.core.identity.Known;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.client.Allowance;
import org.junit.jupiter.api.Test;

/** What one caller may use, and that another's use is nothing to it. */
class MeterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private static Meter meter(Allowance allowance) {
        return new Meter(allowance, 0);
    }

    @Test
    void a_burst_may_come_at_once_and_then_as_many_as_the_rate_says() {
        Meter meter = meter(new Allowance(10, 5, 0, 0, 0, 0));
        for (int i = 0; i < 5; i++) {
            assertThat(meter.request(0)).isZero();
        }
        assertThat(meter.request(0)).isEqualTo(SECOND / 10);
        assertThat(meter.request(SECOND / 10)).isZero();
        assertThat(meter.request(SECOND / 10)).isEqualTo(SECOND / 10);
        int passed = 0;
        for (long now = SECOND; now < 11 * SECOND; now += SECOND / 100) {
            passed += meter.request(now) == 0 ? 1 : 0;
        }
        assertThat(passed).as("ten seconds at ten, and the burst").isBetween(100, 105);
    }

    @Test
    void what_is_refused_is_not_counted() {
        Meter meter = meter(new Allowance(1, 1, 0, 0, 0, 0));
        assertThat(meter.request(0)).isZero();
        for (int i = 0; i < 1000; i++) {
            assertThat(meter.request(SECOND / 2)).isEqualTo(SECOND / 2);
        }
        assertThat(meter.request(SECOND)).isZero();
    }

    @Test
    void exchanges_streams_and_connections_are_counted_while_they_last() {
        Meter meter = meter(new Allowance(0, 0, 2, 1, 0, 1));
        assertThat(meter.begin()).isTrue();
        assertThat(meter.begin()).isTrue();
        assertThat(meter.begin()).isFalse();
        meter.end();
        assertThat(meter.begin()).isTrue();
        assertThat(meter.openStream()).isTrue();
        assertThat(meter.openStream()).isFalse();
        meter.closeStream();
        assertThat(meter.openStream()).isTrue();
        assertThat(meter.connect()).isTrue();
        assertThat(meter.connect()).isFalse();
    }

    @Test
    void a_minutes_bytes_may_come_at_once_and_what_is_more_is_paid_for_by_waiting() {
        Meter meter = meter(new Allowance(0, 0, 0, 0, 6_000_000, 0));
        meter.uploaded(6_000_000, 0);
        assertThat(meter.uploadPause(0)).isZero();
        meter.uploaded(1_000_000, 0);
        assertThat(meter.uploadPause(0)).isEqualTo(10 * SECOND);
        assertThat(meter.uploadPause(5 * SECOND)).isEqualTo(5 * SECOND);
        assertThat(meter.uploadPause(10 * SECOND)).isZero();
        assertThat(meter.isIdle(30 * SECOND)).isFalse();
        assertThat(meter.isIdle(2 * MINUTE)).isTrue();
    }

    @Test
    void without_bounds_nothing_is_refused() {
        Meter meter = meter(Allowance.UNBOUNDED);
        for (int i = 0; i < 1000; i++) {
            assertThat(meter.request(0)).isZero();
            assertThat(meter.begin()).isTrue();
            meter.uploaded(1 << 20, 0);
            assertThat(meter.uploadPause(0)).isZero();
        }
    }

    @Test
    void callers_of_one_account_share_a_meter_and_others_do_not() {
        Meters meters = new Meters();
        Allowance allowance = new Allowance(0, 0, 0, 0, 0, 2);
        assertThat(meters.connect(caller("192.0.2.7", 1), allowance)).isNotNull();
        assertThat(meters.connect(caller("192.0.2.7", 2), allowance)).isNotNull();
        assertThat(meters.connect(caller("192.0.2.7", 3), allowance)).isNull();
        assertThat(meters.connect(caller("192.0.2.8", 1), allowance)).isNotNull();
        assertThat(meters.connect(caller("2001:db8::1", 1), allowance)).isNotNull();
        assertThat(meters.connect(caller("2001:db8::2", 1), allowance)).isNotNull();
        assertThat(meters.connect(caller("2001:db8::ffff", 1), allowance))
                .as("one network of IPv6 is one customer's")
                .isNull();
    }

    private static Principal caller(String address, int port) {
        return new Principal("l", address + ":" + port)
                .knowing(Known.NOTHING.from(IpAddress.parse(address).orElseThrow()));
    }
}
