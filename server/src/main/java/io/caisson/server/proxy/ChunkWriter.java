package io.caisson.server.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A request body that is sent in chunks of our own, so that nothing but what was judged is on the wire and the body has
 * no end before we say so. Each chunk's size is written in front of its bytes in the buffer that they came in, where
 * there is room; what lies together then goes out in one write.
 */
final class ChunkWriter {
    private static final String HEX = "0123456789abcdef";
    private static final int PREFIX_BYTES_MAX = 20;

    private final Exchange exchange;
    private final byte[] prefix = new byte[PREFIX_BYTES_MAX];
    private int prefixLength;
    private boolean begun;
    /** Bytes of the present chunk that are still to come. */
    private long announced;
    /** Bytes of the buffer that wait to be written together. */
    private int from;

    private int to;

    ChunkWriter(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Writes bytes of a buffer, whose bytes in front of them are no longer needed. Until {@link #flush} they stay where
     * they are.
     *
     * @param certain how many more bytes will follow at once and may be announced with them
     */
    void write(ByteBuffer buffer, int start, int end, long certain) {
        int at = start;
        if (announced > 0) {
            int count = (int) Math.min(announced, end - at);
            take(buffer, at, at + count);
            announced -= count;
            at += count;
        }
        if (at == end) {
            return;
        }
        prefix(end - at + certain);
        announced = certain;
        int front = at - prefixLength;
        if (at == start && front >= to && front >= 0) {
            buffer.put(front, prefix, 0, prefixLength);
            take(buffer, front, end);
        } else {
            flush(buffer);
            send(ByteBuffer.wrap(prefix.clone(), 0, prefixLength));
            take(buffer, at, end);
        }
    }

    private void take(ByteBuffer buffer, int start, int end) {
        if (from < to && to != start) {
            flush(buffer);
        }
        if (from == to) {
            from = start;
        }
        to = end;
    }

    /** Sends what waits in the buffer, which may be used again then. */
    void flush(ByteBuffer buffer) {
        if (from < to) {
            send(buffer.duplicate().limit(to).position(from));
        }
        from = 0;
        to = 0;
    }

    /** Writes bytes that lie in no buffer of the loop. */
    void write(byte[] bytes, int length) {
        prefix(length);
        ByteBuffer chunk = ByteBuffer.allocate(prefixLength + length)
                .put(prefix, 0, prefixLength)
                .put(bytes, 0, length)
                .flip();
        send(chunk);
    }

    /** Announces so many bytes, which will be moved without being seen. */
    void announce(long count) {
        if (announced == 0) {
            prefix(count);
            announced = count;
            send(ByteBuffer.wrap(prefix.clone(), 0, prefixLength));
        }
    }

    /** Bytes that were announced have been moved. */
    void moved(long count) {
        announced -= count;
    }

    /** Ends the body: from here on the engine has all of it. */
    void end() {
        send(ByteBuffer.wrap((begun ? "\r\n0\r\n\r\n" : "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    private void prefix(long size) {
        prefixLength = 0;
        if (begun) {
            prefix[prefixLength++] = '\r';
            prefix[prefixLength++] = '\n';
        }
        begun = true;
        int shift = 60;
        while (shift > 0 && size >>> shift == 0) {
            shift -= 4;
        }
        for (; shift >= 0; shift -= 4) {
            prefix[prefixLength++] = (byte) HEX.charAt((int) (size >>> shift) & 0xf);
        }
        prefix[prefixLength++] = '\r';
        prefix[prefixLength++] = '\n';
    }

    private void send(ByteBuffer part) {
        EngineLink link = exchange.link;
        if (link != null) {
            Forwarder.send(exchange, link, part);
        }
    }
}
