package io.caisson.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.reason.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Mutations of real clients' heads against the parser: nothing escapes but the declared outcomes, nothing beyond the bytes
 * given is read, and what is accepted is well formed when it is written again. Two seconds in the build; the system
 * property {@code caisson.fuzz.seconds} makes it longer, {@code caisson.seed} starts elsewhere.
 */
class HeadFuzzTest {
    private static final long SEED = Long.getLong("caisson.seed", 20_261_126L);
    private static final long SECONDS = Long.getLong("caisson.fuzz.seconds", 2);

    private static final Set<Reason> DECLARED = EnumSet.of(
            Reason.METHOD_MALFORMED,
            Reason.TARGET_MALFORMED,
            Reason.TARGET_TOO_LONG,
            Reason.PROTOCOL_VERSION_UNSUPPORTED,
            Reason.HTTP2_REFUSED,
            Reason.HEAD_MALFORMED,
            Reason.HEAD_TOO_LARGE,
            Reason.TOO_MANY_HEADERS,
            Reason.HOST_MALFORMED,
            Reason.FRAMING_AMBIGUOUS,
            Reason.FRAMING_UNSUPPORTED,
            Reason.EXPECTATION_UNSUPPORTED,
            Reason.UPGRADE_UNSUPPORTED);

    private final HeadParser parser = new HeadParser(Limits.DEFAULTS);
    private final RequestHead head = new RequestHead();
    private final ByteWriter out = new ByteWriter(1 << 16);
    private int accepted;
    private final Set<Reason> refused = EnumSet.noneOf(Reason.class);

    @Test
    void mutated_heads_end_as_declared() {
        List<byte[]> corpus = Heads.captured();
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        long seed = SEED;
        // A reused head, as in the product: what one parse leaves behind must not show in the next.
        for (; System.nanoTime() < end; seed++) {
            Random random = new Random(seed);
            byte[] bytes = Mutations.mutate(corpus.get(random.nextInt(corpus.size())), corpus, random);
            try {
                check(bytes, random.nextInt(64));
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + failure, failure);
            }
        }
        System.out.println(
                "head fuzzer: " + (seed - SEED) + " heads, " + accepted + " accepted, refused as " + refused);
        // The generator is worth something only while it reaches both sides and most reasons.
        assertThat(accepted).isGreaterThan(100);
        assertThat(refused).hasSizeGreaterThan(DECLARED.size() - 4);
    }

    private void check(byte[] bytes, int from) {
        byte[] exact = new byte[from + bytes.length];
        System.arraycopy(bytes, 0, exact, from, bytes.length);
        int result = parser.parse(exact, from, exact.length, head);
        String outcome = describe(result, from);
        // What lies behind the end must not matter.
        byte[] longer = Arrays.copyOf(exact, exact.length + 32);
        Arrays.fill(longer, exact.length, longer.length, (byte) '\n');
        int again = parser.parse(longer, from, exact.length, head);
        if (again != result || !describe(again, from).equals(outcome)) {
            throw new AssertionError(outcome + ", but with other bytes behind it " + describe(again, from));
        }
        if (result == HeadParser.MALFORMED) {
            Reason reason = head.malformed();
            if (reason == null || !DECLARED.contains(reason)) {
                throw new AssertionError("refused as " + reason);
            }
            refused.add(reason);
        } else if (result != HeadParser.INCOMPLETE) {
            accepted++;
            checkAccepted(result, from, exact.length);
        } else if (bytes.length >= Limits.DEFAULTS.headBytesMax()) {
            throw new AssertionError("incomplete beyond the limit");
        }
    }

    private void checkAccepted(int end, int from, int to) {
        assertThat(end).isBetween(from + 18, Math.min(to, from + Limits.DEFAULTS.headBytesMax()));
        assertThat(head.headerCount()).isLessThanOrEqualTo(Limits.DEFAULTS.headersMax());
        assertThat(head.targetEnd() - head.targetStart()).isBetween(1, Limits.DEFAULTS.targetBytesMax());
        assertThat(head.framing()).isNotEqualTo(Framing.UNTIL_CLOSE);
        out.clear().ascii("GET / HTTP/1.1\r\nHost: a\r\n");
        head.writeForwardedFields(out);
        out.ascii("\r\n");
        byte[] written = out.toByteArray();
        RequestHead second = new RequestHead();
        int secondEnd = parser.parse(written, 0, written.length, second);
        if (secondEnd != written.length && second.malformed() != Reason.HEAD_TOO_LARGE) {
            throw new AssertionError("written again it is refused as " + second.malformed());
        }
        // What was passed on neither frames a message nor speaks of the connection.
        assertThat(second.framing()).isEqualTo(Framing.NONE);
        assertThat(second.keepAlive()).isTrue();
        assertThat(second.upgrade()).isEqualTo(RequestHead.Upgrade.NONE);
    }

    private String describe(int result, int from) {
        return result > 0 ? "accepted to " + (result - from) : String.valueOf(head.malformed());
    }
}
