package io.caisson.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPatternTest {
    @ParameterizedTest
    @CsvSource({
        "runner-*, runner-1, true",
        "runner-*, runner-, true",
        "runner-*, runner, false",
        "runner-*, a-runner-1, false",
        "runner-*, runner-1/x, false",
        "spiffe://example.org/ci/*, spiffe://example.org/ci/a, true",
        "spiffe://example.org/ci/*, spiffe://example.org/ci/a/b, false",
        "spiffe://example.org/ci/**, spiffe://example.org/ci/a/b, true",
        "spiffe://example.org/ci/**, spiffe://example.org.evil/ci/a, false",
        "*a*b, xaxbxb, true",
        "*a*b, xaxbx, false",
        "**/b, a/c/b, true",
        "*, '', true",
        "a.c, abc, false",
        "A, a, false",
        "a, aa, false",
        "***, a/b, true"
    })
    void covers_a_whole_text_or_not(String pattern, String text, boolean covers) {
        assertThat(new TextPattern(pattern).covers(text)).isEqualTo(covers);
    }

    @Test
    void takes_no_long_time_for_any_pattern() {
        TextPattern pattern = new TextPattern("*a".repeat(200) + "b");
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(pattern.covers("a".repeat(4000))).isFalse());
    }
}
