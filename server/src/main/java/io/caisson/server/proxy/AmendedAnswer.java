package io.caisson.server.proxy;

import io.caisson.core.http.BodyScanner;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Framing;
import io.caisson.core.http.ResponseHead;
import io.caisson.core.workload.AnswerWarnings;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A short answer of the engine's that is collected, so that warnings can be put into it. */
final class AmendedAnswer {
    /** Longest answer that is collected; real ones have a hundred bytes. */
    private static final int BYTES_MAX = 64 << 10;

    private final List<String> changes;
    private final byte[] head;
    private byte[] body = new byte[256];
    private int length;

    private AmendedAnswer(List<String> changes, byte[] head) {
        this.changes = changes;
        this.head = head;
    }

    /** Whether the answer with this head can be collected. */
    static boolean fits(Exchange exchange, ResponseHead head) {
        return !exchange.record.changes().isEmpty()
                && AnswerWarnings.fit(exchange.operation)
                && (head.status() == 200 || head.status() == 201)
                && head.framing() == Framing.LENGTH
                && head.contentLength() <= BYTES_MAX;
    }

    /** Begins with a head that fits. */
    static AmendedAnswer begin(Exchange exchange, ResponseHead head, String ownFields) {
        head.dropLength();
        ByteWriter out = exchange.loop.headWriter.clear();
        head.writeStatusAndFields(out);
        out.ascii(ownFields);
        return new AmendedAnswer(exchange.record.changes(), Arrays.copyOf(out.bytes(), out.length()));
    }

    /** Takes what came of the body; the buffer stands behind it then. */
    void take(ByteBuffer buffer, BodyScanner scanner) {
        int start = buffer.position();
        int end = scanner.scan(buffer, start, buffer.limit());
        int count = scanner.forwardEnd() - start;
        if (length + count > body.length) {
            body = Arrays.copyOf(body, Math.max(2 * body.length, length + count));
        }
        buffer.get(start, body, length, count);
        length += count;
        buffer.position(end);
    }

    /** The whole answer, once its body is complete. */
    ByteBuffer bytes() {
        byte[] whole = Arrays.copyOf(body, length);
        byte[] amended = AnswerWarnings.add(whole, changes).orElse(whole);
        ByteWriter out = new ByteWriter(head.length + amended.length + 64);
        out.put(head)
                .ascii("Content-Length: ")
                .decimal(amended.length)
                .ascii("\r\n\r\n")
                .put(amended);
        return ByteBuffer.wrap(out.bytes(), 0, out.length());
    }
}
