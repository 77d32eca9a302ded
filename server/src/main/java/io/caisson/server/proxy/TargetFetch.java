package io.caisson.server.proxy;

import io.caisson.core.http.BodyScanner;
import io.caisson.core.http.Framing;
import io.caisson.core.http.Method;
import io.caisson.core.http.ResponseHead;
import io.caisson.core.http.ResponseParser;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One question of our own to the engine, on the engine connection of the exchange that is being judged: a GET whose
 * answer is read whole, within the limits for its head and its body. Made per look-up, and only where a condition needs
 * one.
 */
final class TargetFetch {
    private static final int FIRST_BYTES = 8 << 10;
    private static final byte[] GET = "GET ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FIELDS =
            " HTTP/1.1\r\nHost: docker\r\nUser-Agent: caisson\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Exchange exchange;
    private final byte[] target;
    private final BodyScanner body = new BodyScanner();
    private byte[] received = new byte[0];
    private int length;
    /** Where the body begins in what was received; 0 while the head is not whole. */
    private int bodyStart;

    private int status;
    private boolean keepsAlive;
    private boolean onKept;
    private boolean over;

    /** A question for the object at {@code target}, path and query as they are sent. */
    TargetFetch(Exchange exchange, byte[] target) {
        this.exchange = exchange;
        this.target = target;
    }

    /**
     * Sends the question; the engine's side may fail before this returns.
     *
     * @return why it cannot be sent, or null
     */
    @Nullable
    Reason start() {
        return ask();
    }

    private @Nullable Reason ask() {
        byte[] bytes = Arrays.copyOf(GET, GET.length + target.length + FIELDS.length);
        System.arraycopy(target, 0, bytes, GET.length, target.length);
        System.arraycopy(FIELDS, 0, bytes, GET.length + target.length, FIELDS.length);
        try {
            // Never on a connection that another client has used: what decides must be the answer to this question.
            onKept = Forwarder.toEngine(exchange, ByteBuffer.wrap(bytes), false);
        } catch (IOException fault) {
            return fault instanceof OverloadedException ? Reason.OVERLOADED : Reason.ENGINE_DISCONNECTED;
        }
        Forwarder.awaitAnswer(exchange);
        return null;
    }

    /**
     * Bytes of the answer.
     *
     * @return why it is no good, or null
     */
    @Nullable
    Reason fromEngine(ByteBuffer buffer) {
        int from = length;
        Reason full = take(buffer);
        if (full != null) {
            return full;
        }
        if (bodyStart == 0) {
            int end = exchange.loop.responseParser.parse(received, 0, length, exchange.loop.responseHead);
            if (end == ResponseParser.INCOMPLETE) {
                return null;
            }
            if (end == ResponseParser.MALFORMED || !begin(exchange.loop.responseHead)) {
                return Reason.ENGINE_RESPONSE_MALFORMED;
            }
            bodyStart = end;
            from = end;
        }
        int end = body.scan(ByteBuffer.wrap(received), from, length);
        if (body.malformed()) {
            return Reason.ENGINE_RESPONSE_MALFORMED;
        }
        if (body.complete()) {
            over = true;
            // Bytes that nobody asked for would be read as the answer to the client's own request.
            keepsAlive &= end == length;
        }
        return null;
    }

    private @Nullable Reason take(ByteBuffer buffer) {
        int count = buffer.remaining();
        int most = exchange.loop.limits.lookupBytesMax() + exchange.loop.limits.responseHeadBytesMax();
        if (count > most - length) {
            return Reason.TARGET_LOOKUP_FAILED;
        }
        if (length + count > received.length) {
            int larger = Math.min(most, Math.max(length + count, Math.max(FIRST_BYTES, 2 * received.length)));
            try {
                exchange.session.hold(larger - received.length);
            } catch (OverloadedException noRoom) {
                return Reason.OVERLOADED;
            }
            received = Arrays.copyOf(received, larger);
        }
        buffer.get(received, length, count);
        length += count;
        return null;
    }

    private boolean begin(ResponseHead head) {
        status = head.status();
        keepsAlive = head.keepAlive();
        head.settleFraming(Method.GET);
        body.begin(head.framing(), head.contentLength());
        // An interim answer to a plain GET means nothing.
        return status >= 200;
    }

    /**
     * The engine has ended its side.
     *
     * @return why that is too early, or null where it was the end of the answer or the question was sent again
     */
    @Nullable
    Reason engineEnded() {
        exchange.closeLink();
        if (onKept && length == 0) {
            // The engine had given the idle connection up when the question came: nothing was read of it.
            return ask();
        }
        over = bodyStart > 0 && body.framing() == Framing.UNTIL_CLOSE;
        return over ? null : Reason.ENGINE_DISCONNECTED;
    }

    /** Whether the answer is whole. */
    boolean isOver() {
        return over;
    }

    /** The status of the answer, once it is whole. */
    int status() {
        return status;
    }

    /** Whether the connection can carry the request itself. */
    boolean linkReusable() {
        return keepsAlive && over;
    }

    /** The body of the answer, once it is whole, without the framing. */
    byte[] body() {
        return body.framing() == Framing.CHUNKED
                ? ChunkedBytes.data(Arrays.copyOfRange(received, bodyStart, length))
                : Arrays.copyOfRange(received, bodyStart, bodyStart + (int) body.dataBytes());
    }

    /** Forgets the answer. */
    void release() {
        exchange.session.release(received.length);
        received = new byte[0];
        length = 0;
    }
}
