package io.caisson.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * However the bytes are cut into pieces, the result is the same: a prefix of a head is incomplete or has the result of the
 * whole already, and a body ends at the same byte. Bytes are generated; a failure prints the seed.
 */
class SplitTest {
    private static final long SEED = Long.getLong("caisson.seed", 20_261_126L);
    private static final int ROUNDS = 200;

    @Test
    void a_head_reads_the_same_however_it_arrives() {
        List<byte[]> heads = Heads.captured();
        HeadParser parser = new HeadParser(Limits.DEFAULTS);
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            byte[] bytes = heads.get(round % heads.size());
            bytes = round < heads.size() ? bytes : Mutations.mutate(bytes, heads, random);
            String whole = outcome(parser, bytes, 0, bytes.length);
            // Every prefix of a short head; of a long one every n-th, as a parse of each would cost its square.
            for (int length = 0; length < bytes.length; length += 1 + bytes.length / 1_000) {
                String part = outcome(parser, bytes, 0, length);
                if (!part.equals("incomplete")) {
                    assertThat(part)
                            .as("seed %d, first %d bytes", SEED + round, length)
                            .isEqualTo(whole);
                }
            }
            int from = random.nextInt(100);
            byte[] shifted = new byte[from + bytes.length];
            random.nextBytes(shifted);
            System.arraycopy(bytes, 0, shifted, from, bytes.length);
            assertThat(outcome(parser, shifted, from, shifted.length))
                    .as("seed %d, shifted by %d", SEED + round, from)
                    .isEqualTo(whole);
        }
    }

    @Test
    void an_answers_head_reads_the_same_however_it_arrives() {
        List<byte[]> heads = List.of(
                Heads.latin1(
                        "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 5\r\nConnection: a, close\r\n\r\n"),
                Heads.latin1("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                        + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n"),
                Heads.latin1("HTTP/1.0 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n"),
                Heads.latin1("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"));
        ResponseParser parser = new ResponseParser(Limits.DEFAULTS);
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            byte[] bytes = heads.get(round % heads.size());
            bytes = round < heads.size() ? bytes : Mutations.mutate(bytes, heads, random);
            String whole = outcome(parser, bytes, bytes.length);
            for (int length = 0; length < bytes.length; length += 1 + bytes.length / 1_000) {
                String part = outcome(parser, bytes, length);
                if (!part.equals("incomplete")) {
                    assertThat(part)
                            .as("seed %d, first %d bytes", SEED + round, length)
                            .isEqualTo(whole);
                }
            }
        }
    }

    @Test
    void a_chunked_body_reads_the_same_however_it_arrives() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            byte[] body = chunked(random);
            if (round % 2 == 1) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            String whole = scan(body, new Random(), body.length);
            for (int i = 0; i < 10; i++) {
                assertThat(scan(body, random, 1 + random.nextInt(20)))
                        .as("seed %d", SEED + round)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void fields_that_were_passed_on_once_are_passed_on_again_unchanged() {
        for (byte[] bytes : Heads.captured()) {
            Heads.Parsed once = Heads.parse(bytes);
            String forwarded = once.forwarded();
            assertThat(Heads.parse(Heads.request(forwarded)).forwarded()).isEqualTo(forwarded);
        }
    }

    /** Everything that is known after parsing, as text. */
    static String outcome(HeadParser parser, byte[] bytes, int from, int to) {
        RequestHead head = new RequestHead();
        // An array that ends where the bytes do: reading beyond is an exception.
        int end = parser.parse(Arrays.copyOf(bytes, to), from, to, head);
        if (end == HeadParser.INCOMPLETE) {
            return "incomplete";
        }
        if (end == HeadParser.MALFORMED) {
            return String.valueOf(head.malformed());
        }
        ByteWriter fields = new ByteWriter(64);
        head.writeForwardedFields(fields);
        return end - from + " " + head.methodText() + " " + head.target() + " " + head.minorVersion() + " "
                + head.framing() + " " + head.contentLength() + " " + head.keepAlive() + head.expectsContinue() + " "
                + head.upgrade() + " " + head.contentTypeRefusal() + " " + fields;
    }

    static String outcome(ResponseParser parser, byte[] bytes, int to) {
        ResponseHead head = new ResponseHead();
        int end = parser.parse(Arrays.copyOf(bytes, to), 0, to, head);
        if (end == ResponseParser.INCOMPLETE) {
            return "incomplete";
        }
        if (end == ResponseParser.MALFORMED) {
            return String.valueOf(head.malformed());
        }
        head.settleFraming(Method.GET);
        ByteWriter fields = new ByteWriter(64);
        head.writeStatusAndFields(fields);
        return end + " " + head.framing() + " " + head.contentLength() + " " + head.keepAlive() + head.rawStream() + " "
                + fields;
    }

    private static byte[] chunked(Random random) {
        StringBuilder body = new StringBuilder();
        for (int chunks = random.nextInt(5); chunks > 0; chunks--) {
            int size = 1 + random.nextInt(40);
            body.append("0".repeat(random.nextInt(3)))
                    .append(Integer.toHexString(size))
                    .append("\r\n");
            body.append("\r\n0\r\n\r\nabcdef".repeat(4), 0, size).append("\r\n");
        }
        body.append("0\r\n")
                .append("A: b\r\n".repeat(random.nextInt(3)))
                .append("\r\n")
                .append("GET / HTTP/1.1\r\n");
        return Heads.latin1(body.toString());
    }

    /** Scans in pieces of random size up to {@code most}: end, state, counts and what goes on. */
    private static String scan(byte[] bytes, Random random, int most) {
        ChunkScanner scanner = new ChunkScanner();
        ByteArrayOutputStream forwarded = new ByteArrayOutputStream();
        int position = 0;
        while (position < bytes.length && !scanner.complete() && !scanner.malformed()) {
            int to = Math.min(bytes.length, position + (most == bytes.length ? most : 1 + random.nextInt(most)));
            int end = scanner.scan(ByteBuffer.wrap(bytes), position, to);
            assertThat(end).isBetween(position, to);
            assertThat(scanner.forwardEnd()).isBetween(position, end);
            forwarded.write(bytes, position, scanner.forwardEnd() - position);
            position = end;
        }
        return position + " " + scanner.complete() + scanner.malformed() + scanner.needsFinalLine() + " "
                + scanner.dataBytes() + " " + forwarded;
    }
}
