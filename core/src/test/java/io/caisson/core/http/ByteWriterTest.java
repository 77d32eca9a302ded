package io.caisson.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteWriterTest {
    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                7,
                10,
                99,
                100,
                1_234_567,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE + 1L,
                10_000_000_000L,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                -1,
                -10,
                Long.MIN_VALUE
            })
    void writes_numbers_as_java_does(long value) {
        assertThat(new ByteWriter(1).decimal(value)).hasToString(Long.toString(value));
    }

    @Test
    void grows_as_needed_and_keeps_what_was_written() {
        ByteWriter out = new ByteWriter(1);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            out.ascii("n=").decimal(i).put(' ').put(Heads.latin1("abc"), 1, 2).percent(i & 0xff);
            expected.append("n=").append(i).append(" bc").append("%%%02X".formatted(i & 0xff));
        }
        assertThat(out).hasToString(expected.toString());
        assertThat(out.toByteArray()).hasSize(out.length());
        out.truncate(3);
        assertThat(out).hasToString("n=0");
        assertThat(out.clear().length()).isZero();
    }
}
