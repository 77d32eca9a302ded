package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "-1", "+7", "007", " 1 ", "true", "TRUE", "Yes", "on", "99999999999999999999999"})
    void takes_integers_other_than_zero_and_words_for_on(String text) {
        assertThat(Values.truth(text)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000", "-0", "", "  ", "false", "False", "no", "OFF"})
    void takes_zero_and_words_and_nothing_for_off(String text) {
        assertThat(Values.truth(text)).contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "1.0", "0x1", "1 1", "-", "+", "\"1\"", "'true'", "enabled", "y", "t", "١"})
    void takes_nothing_else_for_on_or_off(String text) {
        assertThat(Values.truth(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1B, 1", "1KiB, 1024", "64MiB, 67108864", "2GiB, 2147483648", "8589934591GiB, 9223372035781033984"})
    void reads_sizes_with_a_unit(String text, long bytes) {
        assertThat(Values.size(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "64",
                "64M",
                "64MB",
                "64 MiB",
                "MiB",
                "0MiB",
                "-1MiB",
                "1.5MiB",
                "64mib",
                "",
                "8589934592GiB",
                "99999999999999999999B"
            })
    void refuses_sizes_without_a_unit_and_beyond_what_counts(String text) {
        assertThat(Values.size(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1ms, 1", "500ms, 500", "10s, 10000", "5m, 300000", "1h, 3600000", "60m, 3600000"})
    void reads_times_with_a_unit(String text, long millis) {
        assertThat(Values.duration(text, Duration.ofHours(1))).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10", "10 s", "s", "0s", "-1s", "1.5s", "61m", "2h", "10S", "1d", "", "999999999999999999h"})
    void refuses_times_without_a_unit_and_beyond_the_longest(String text) {
        assertThat(Values.duration(text, Duration.ofHours(1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"660, 432", "0660, 432", "600, 384", "777, 511", "000, 0"})
    void reads_file_modes(String text, int mode) {
        assertThat(Values.fileMode(text)).contains(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "66", "680", "1660", "rw-rw----", "0o660", "00660"})
    void refuses_what_is_no_file_mode(String text) {
        assertThat(Values.fileMode(text)).isEmpty();
    }

    @Test
    void shows_a_value_on_one_line_and_no_longer_than_can_be_read() {
        assertThat(Values.shown("a b")).isEqualTo("`a b`");
        assertThat(Values.shown("a\nfake line\u001b[31m")).isEqualTo("`a?fake line?[31m`");
        assertThat(Values.shown("x".repeat(200))).hasSize(83).endsWith("…`");
    }
}
