package io.caisson.app.demo.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;

/** A hijacked connection: raw bytes both ways, each side ended on its own. One thread may read while another writes. */
public final class RawStream {
    private final SocketChannel channel;
    private final WireInput input;
    private final OutputStream output;

    RawStream(SocketChannel channel, WireInput input, OutputStream output) {
        this.channel = channel;
        this.input = input;
        this.output = output;
    }

    /** Reads what is there, at least one byte; -1 when the client has ended its side or the connection is gone. */
    public int read(byte[] into) {
        try {
            return input.read(into, 0, into.length);
        } catch (IOException gone) {
            return -1;
        }
    }

    /** Sends at once. */
    public void write(byte[] bytes) throws IOException {
        output.write(bytes);
        output.flush();
    }

    /** Ends this side, and in a moment the other too if the client does not. What it sends until then can be read. */
    public void endOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException gone) {
            return;
        }
        Linger.closeLater(channel);
    }
}
