package io.caisson.app.demo.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends, buffered. While an answer is being streamed the connection can be watched: the next read then
 * happens on a thread of its own, and whoever reads next takes its result over, so no byte is lost or read twice.
 */
final class WireInput {
    private static final int BUFFER_BYTES = 8192;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private @Nullable CompletableFuture<Boolean> ahead;

    WireInput(SocketChannel channel) {
        this.channel = channel;
    }

    /** The next byte, or -1 at the end of the stream. */
    int read() throws IOException {
        return filled() ? buffer.get() & 0xff : -1;
    }

    /** As many bytes as are there, at least one, or -1 at the end of the stream. */
    int read(byte[] into, int offset, int length) throws IOException {
        if (!filled()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    /**
     * Reads one line without its end.
     *
     * @return null at the end of the stream before the first byte
     * @throws BadRequest when the line is longer than the bound or cut off
     */
    @Nullable
    String readLine(int bytesMax) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = read();
            if (octet == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            if (octet < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new BadRequest(400, "cut off");
            }
            if (line.length() >= bytesMax) {
                throw new BadRequest(431, "line too long");
            }
            line.append((char) octet);
        }
    }

    /** Reads ahead on another thread and calls {@code gone} there if the client has ended its side. */
    void watch(Runnable gone) {
        if (ahead != null || buffer.hasRemaining()) {
            return;
        }
        CompletableFuture<Boolean> reading = new CompletableFuture<>();
        ahead = reading;
        Thread.ofVirtual().name("demo-watch").start(() -> {
            boolean more = false;
            try {
                more = fill();
            } catch (IOException closed) {
                // Gone as well.
            }
            reading.complete(more);
            if (!more) {
                gone.run();
            }
        });
    }

    /** Makes sure that a byte is there. The buffer belongs to the thread that reads ahead until its result is taken. */
    private boolean filled() throws IOException {
        CompletableFuture<Boolean> reading = ahead;
        if (reading != null) {
            ahead = null;
            if (!reading.join()) {
                return false;
            }
        }
        return buffer.hasRemaining() || fill();
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int count;
        try {
            count = channel.read(buffer);
        } finally {
            buffer.flip();
        }
        return count > 0;
    }
}
