package io.caisson.server.authz;

import io.caisson.core.http.BodyScanner;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Framing;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Questions in JSON on one connection, one after the other, read and answered by a thread that may wait. */
public final class PluginWire {
    private static final int FIRST_BYTES = 16 << 10;
    private static final String TYPE = "application/vnd.docker.plugins.v1.1+json";

    private final SocketChannel channel;
    private final int bytesMax;
    private final HeadParser parser = new HeadParser(Limits.DEFAULTS);
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    /** Takes up an accepted connection. */
    public PluginWire(SocketChannel channel, int bytesMax) {
        this.channel = channel;
        this.bytesMax = bytesMax;
    }

    /** One question. */
    @SuppressWarnings("ArrayRecordComponent") // It is handed over and not compared.
    public record Message(String path, byte[] body) {}

    /**
     * The next question, or null when there is none.
     *
     * @throws IOException when the engine says what cannot be read, or leaves in the middle
     */
    public @Nullable Message next() throws IOException {
        RequestHead head = new RequestHead();
        int end = parser.parse(bytes, 0, length, head);
        while (end == HeadParser.INCOMPLETE) {
            if (!more()) {
                return null;
            }
            end = parser.parse(bytes, 0, length, head);
        }
        if (head.malformed() != null || head.framing() == Framing.CHUNKED) {
            throw new IOException("a question that cannot be read");
        }
        String path = head.target();
        BodyScanner body = new BodyScanner();
        body.begin(head.framing(), head.contentLength());
        long whole = end + head.contentLength();
        if (head.contentLength() > bytesMax) {
            throw new IOException("a question of " + head.contentLength() + " bytes");
        }
        while (length < whole) {
            if (!more()) {
                throw new IOException("a question that is not whole");
            }
        }
        byte[] data = Arrays.copyOfRange(bytes, end, (int) whole);
        System.arraycopy(bytes, (int) whole, bytes, 0, length - (int) whole);
        length -= (int) whole;
        return new Message(path, data);
    }

    private boolean more() throws IOException {
        if (length == bytes.length) {
            if (length > bytesMax + Limits.DEFAULTS.headBytesMax()) {
                throw new IOException("a question that is too long");
            }
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        int count = channel.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
        length += Math.max(count, 0);
        return count > 0;
    }

    /** Answers the last question. */
    public void answer(byte[] json) throws IOException {
        ByteWriter out = new ByteWriter(json.length + 128);
        out.ascii("HTTP/1.1 200 OK\r\nContent-Type: ").ascii(TYPE).ascii("\r\nContent-Length: ");
        out.decimal(json.length).ascii("\r\n\r\n");
        out.put(json, 0, json.length);
        ByteBuffer buffer = ByteBuffer.wrap(out.bytes(), 0, out.length());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
