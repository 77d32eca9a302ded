package io.caisson.app.demo.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A body in chunks: every write is one chunk and is sent at once. */
final class ChunkedOutput extends OutputStream {
    private static final byte[] LINE_END = {'\r', '\n'};

    private final OutputStream wire;

    ChunkedOutput(OutputStream wire) {
        this.wire = wire;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        wire.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        wire.write(bytes, offset, length);
        wire.write(LINE_END);
        wire.flush();
    }

    /** Writes the last chunk. */
    void end() throws IOException {
        wire.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        wire.flush();
    }
}
