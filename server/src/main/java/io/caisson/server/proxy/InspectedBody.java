package io.caisson.server.proxy;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.http.BodyScanner;
import io.caisson.core.http.Framing;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.policy.Permit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that is judged by it: the bytes as they came, and, once it was read, the bytes that may be sent
 * instead. What it holds counts with the client's connection.
 */
final class InspectedBody {
    private static final byte[] NONE = {};
    private static final int FIRST_BYTES = 4 << 10;

    private final ClientSession session;
    private final BodyScanner scanner;
    private byte[] bytes = NONE;
    private int length;
    /** What was read; what may be sent is written anew from it. */
    private @Nullable BodyFacts judged;

    private boolean empty;

    InspectedBody(Exchange exchange) {
        this.session = exchange.session;
        this.scanner = exchange.requestBody;
    }

    /** Takes the bytes that belong to the body; the buffer stands behind them then. */
    void take(ByteBuffer buffer) throws OverloadedException {
        int start = buffer.position();
        int end = scanner.scan(buffer, start, buffer.limit());
        int count = scanner.forwardEnd() - start;
        buffer.position(end);
        if (length + count > bytes.length) {
            int larger = Math.max(length + count, Math.max(FIRST_BYTES, 2 * bytes.length));
            session.hold(larger - bytes.length);
            bytes = Arrays.copyOf(bytes, larger);
        }
        buffer.get(start, bytes, length, count);
        length += count;
    }

    /** Bytes that have come, framing included. */
    int length() {
        return length;
    }

    /** The whole body as facts; what may be sent is written anew from what was read. */
    Read<BodyFacts> read(Operation operation) {
        BodyFacts known = judged;
        if (known != null) {
            return new Read.Value<>(known);
        }
        if (scanner.dataBytes() == 0) {
            empty = true;
            return new Read.Value<>(BodyFacts.none(operation));
        }
        byte[] data = asCame();
        if (scanner.framing() == Framing.CHUNKED) {
            data = ChunkedBytes.data(data);
        }
        JsonLimits most = JsonLimits.REQUEST;
        Read<BodyFacts> facts = BodyFacts.read(
                operation,
                data,
                new JsonLimits(
                        session.loop.limits.inspectedBytesMax(),
                        most.depthMax(),
                        most.valuesMax(),
                        most.numberCharsMax()));
        if (facts instanceof Read.Value<BodyFacts>(BodyFacts read)) {
            judged = read;
        }
        return facts;
    }

    /** What has come, framing included. */
    byte[] asCame() {
        return Arrays.copyOf(bytes, length);
    }

    /** Sends the request on: with what was judged, or in shadow with what has come. */
    void forward(Exchange exchange, Call call, Permit permit) throws IOException {
        BodyFacts whole = permit.body().isPresent() ? permit.body().get() : judged;
        if (whole != null || empty) {
            byte[] rendered = whole == null ? NONE : whole.render();
            Forwarder.forward(exchange, permit, call, exchange.loop.requestHead, rendered, true);
        } else if (length > 0) {
            Forwarder.forward(exchange, permit, call, exchange.loop.requestHead, asCame(), false);
        } else {
            Forwarder.forward(exchange, permit, call, exchange.loop.requestHead, ByteBuffer.allocate(0));
        }
    }

    /** Lets go of what is held. */
    void leave() {
        session.release(bytes.length);
        bytes = NONE;
        length = 0;
    }
}
