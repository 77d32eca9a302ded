package io.caisson.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BodyScannerTest {
    private final BodyScanner body = new BodyScanner();
    private final ByteBuffer buffer = ByteBuffer.wrap(Heads.latin1("5\r\nhello\r\n0\r\n\r\nnext"));

    @Test
    void no_body_takes_nothing() {
        body.begin(Framing.NONE, 7);
        assertThat(body.complete()).isTrue();
        assertThat(body.scan(buffer, 3, 10)).isEqualTo(3);
        assertThat(body.forwardEnd()).isEqualTo(3);
        assertThat(body.dataBytes()).isZero();
    }

    @Test
    void a_length_takes_so_many_bytes_and_no_more() {
        body.begin(Framing.LENGTH, 7);
        assertThat(body.complete()).isFalse();
        assertThat(body.scan(buffer, 0, 5)).isEqualTo(5);
        assertThat(body.complete()).isFalse();
        assertThat(body.scan(buffer, 5, 15)).isEqualTo(7);
        assertThat(body.forwardEnd()).isEqualTo(7);
        assertThat(body.complete()).isTrue();
        assertThat(body.scan(buffer, 7, 15)).isEqualTo(7);
        assertThat(body.dataBytes()).isEqualTo(7);
    }

    @Test
    void a_length_past_every_int_is_followed() {
        body.begin(Framing.LENGTH, 999_999_999_999_999_999L);
        assertThat(body.scan(buffer, 0, 10)).isEqualTo(10);
        assertThat(body.complete()).isFalse();
    }

    @Test
    void an_empty_length_is_complete_at_once() {
        body.begin(Framing.LENGTH, 0);
        assertThat(body.complete()).isTrue();
    }

    @Test
    void until_close_takes_everything_and_never_ends() {
        body.begin(Framing.UNTIL_CLOSE, 0);
        assertThat(body.scan(buffer, 2, 19)).isEqualTo(19);
        assertThat(body.complete()).isFalse();
        assertThat(body.dataBytes()).isEqualTo(17);
    }

    @Test
    void chunks_end_with_their_last_line() {
        body.begin(Framing.CHUNKED, 0);
        assertThat(body.scan(buffer, 0, 19)).isEqualTo(15);
        assertThat(body.complete()).isTrue();
        assertThat(body.dataBytes()).isEqualTo(5);
        assertThat(body.needsFinalLine()).isFalse();
    }

    @Test
    void a_malformed_body_does_not_spoil_the_next() {
        body.begin(Framing.CHUNKED, 0);
        body.scan(buffer, 4, 19);
        assertThat(body.malformed()).isTrue();
        body.begin(Framing.LENGTH, 3);
        assertThat(body.malformed()).isFalse();
        body.begin(Framing.CHUNKED, 0);
        assertThat(body.malformed()).isFalse();
        assertThat(body.scan(buffer, 0, 19)).isEqualTo(15);
    }
}
