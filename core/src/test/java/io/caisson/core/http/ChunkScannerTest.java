package io.caisson.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chunked bodies: what ends where, what is refused, and which bytes go on. */
class ChunkScannerTest {
    /**
     * One body followed by bytes that are not its own.
     *
     * @param forwarded what goes on to the other side before the scanner stops
     */
    record Row(String why, String body, String forwarded, boolean valid) {
        @Override
        public String toString() {
            return why;
        }
    }

    private static Row ok(String why, String body) {
        return new Row(why, body, body, true);
    }

    private static Row no(String why, String accepted, String rest) {
        return new Row(why, accepted + rest, accepted, false);
    }

    static Stream<Row> bodies() {
        return Stream.of(
                ok("nothing", "0\r\n\r\n"),
                ok("one chunk", "5\r\nhello\r\n0\r\n\r\n"),
                ok("chunks", "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"),
                ok("digits of either case", "a\r\n0123456789\r\nB\r\n0123456789a\r\n0\r\n\r\n"),
                ok("leading zeros", "00005\r\nhello\r\n000\r\n\r\n"),
                ok("fifteen digits", "000000000000005\r\nhello\r\n0\r\n\r\n"),
                ok("line ends and sizes as data", "7\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n"),
                no("sixteen digits", "000000000000000", "05\r\nhello\r\n0\r\n\r\n"),
                no("no size", "", "\r\nhello\r\n0\r\n\r\n"),
                no("a sign", "", "+5\r\nhello\r\n0\r\n\r\n"),
                no("negative", "", "-5\r\nhello\r\n0\r\n\r\n"),
                no("a prefix", "0", "x5\r\nhello\r\n0\r\n\r\n"),
                no("a blank before the size", "", " 5\r\nhello\r\n0\r\n\r\n"),
                no("a blank after the size", "5", " \r\nhello\r\n0\r\n\r\n"),
                no("no hexadecimal digit", "", "g\r\n"),
                no("an underscore", "1", "_0\r\n"),
                no("a byte above ASCII", "5", "\u0080\r\n"),
                no("NUL", "5", "\0\r\n"),
                no("an extension", "5", ";a=b\r\nhello\r\n0\r\n\r\n"),
                no("an empty extension", "5", ";\r\nhello\r\n0\r\n\r\n"),
                no("an extension of the last chunk", "5\r\nhello\r\n0", ";a\r\n\r\n"),
                no("a quoted extension with a line end", "5", ";a=\"\r\n\"\r\nhello\r\n"),
                no("line feed after the size", "5", "\nhello\r\n0\r\n\r\n"),
                no("carriage return after the size", "5\r", "hello\r\n0\r\n\r\n"),
                no("two carriage returns", "5\r", "\r\nhello\r\n"),
                no("line feed after the data", "5\r\nhello", "\n0\r\n\r\n"),
                no("carriage return after the data", "5\r\nhello\r", "0\r\n\r\n"),
                no("data longer than its size", "4\r\nhell", "o\r\n0\r\n\r\n"),
                no("data shorter than its size", "6\r\nhello\r", "\n0\r\n\r\n"),
                no("line feed at the end", "0\r\n", "\n"),
                no("carriage return at the end", "0\r\n\r", "x"),
                no("another size after the last chunk", "0\r\n", "\u0000"),
                no("a folded trailer", "0\r\n", " a: b\r\n\r\n"),
                no("a trailer without a name", "0\r\n", ": b\r\n\r\n"),
                no("a trailer without a colon", "0\r\n", "a\r\n\r\n"),
                no("a blank before a trailer's colon", "0\r\n", "a : b\r\n\r\n"),
                no("a control in a trailer", "0\r\n", "a: b\u0001\r\n\r\n"),
                no("line feed in a trailer", "0\r\n", "a: b\nc: d\r\n\r\n"),
                no("trailers without end", "0\r\n", "a: b\r\n".repeat(2_000)),
                new Row("a trailer", "0\r\nExpires: 0\r\n\r\n", "0\r\n", true),
                new Row("trailers", "1\r\na\r\n0\r\nA: b\r\nContent-Length: 5\r\nC:\r\n\r\n", "1\r\na\r\n0\r\n", true));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void ends_where_the_body_ends_and_passes_on_what_is_valid(Row row) {
        String next = "GET / HTTP/1.1\r\n";
        byte[] bytes = Heads.latin1(row.body + next);
        ChunkScanner scanner = new ChunkScanner();
        int end = scanner.scan(ByteBuffer.wrap(bytes), 0, bytes.length);
        assertThat(scanner.complete()).isEqualTo(row.valid);
        assertThat(scanner.malformed()).isEqualTo(!row.valid);
        assertThat(scanner.forwardEnd()).isEqualTo(row.forwarded.length());
        if (row.valid) {
            assertThat(end).isEqualTo(row.body.length());
            assertThat(scanner.needsFinalLine()).isEqualTo(!row.forwarded.equals(row.body));
        }
    }

    @Test
    void says_which_byte_is_malformed_and_stays_there() {
        byte[] bytes = Heads.latin1("5;a=b\r\nhello\r\n");
        ChunkScanner scanner = new ChunkScanner();
        assertThat(scanner.scan(ByteBuffer.wrap(bytes), 0, bytes.length)).isEqualTo(1);
        assertThat(scanner.scan(ByteBuffer.wrap(bytes), 7, bytes.length)).isEqualTo(7);
        assertThat(scanner.forwardEnd()).isEqualTo(7);
        assertThat(scanner.malformed()).isTrue();
    }

    @Test
    void is_not_complete_before_the_last_byte() {
        byte[] bytes = Heads.latin1("5\r\nhello\r\n0\r\nA: b\r\n\r\n");
        for (int length = 0; length < bytes.length; length++) {
            ChunkScanner scanner = new ChunkScanner();
            assertThat(scanner.scan(ByteBuffer.wrap(bytes), 0, length)).isEqualTo(length);
            assertThat(scanner.complete() || scanner.malformed()).isFalse();
        }
    }

    @Test
    void counts_data_only_and_starts_afresh() {
        byte[] bytes = Heads.latin1("5\r\nhello\r\n3\r\nyou\r\n0\r\nA: b\r\n\r\n");
        ChunkScanner scanner = new ChunkScanner();
        for (int round = 0; round < 2; round++) {
            scanner.reset();
            assertThat(scanner.complete()).isFalse();
            assertThat(scanner.scan(ByteBuffer.wrap(bytes), 0, bytes.length)).isEqualTo(bytes.length);
            assertThat(scanner.dataBytes()).isEqualTo(8);
        }
        scanner.reset();
        assertThat(scanner.dataBytes()).isZero();
        assertThat(scanner.needsFinalLine()).isFalse();
    }

    @Test
    void takes_a_size_far_beyond_any_buffer() {
        byte[] bytes = Heads.latin1("fffffffffffffff\r\n");
        ChunkScanner scanner = new ChunkScanner();
        scanner.scan(ByteBuffer.wrap(bytes), 0, bytes.length);
        ByteBuffer data = ByteBuffer.allocate(1 << 16);
        for (int i = 0; i < 100; i++) {
            assertThat(scanner.scan(data, 0, data.capacity())).isEqualTo(data.capacity());
        }
        assertThat(scanner.dataBytes()).isEqualTo(100L << 16);
        assertThat(scanner.complete() || scanner.malformed()).isFalse();
    }
}
