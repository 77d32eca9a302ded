package io.caisson.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A non-blocking byte stream to one peer. The data path knows no more of a connection than this, so that TLS or a
 * native accelerator can take the place of a plain channel.
 */
interface Transport {
    /**
     * Reads what is there into the buffer; answers the count, 0 when nothing is, -1 when the peer has ended its side.
     */
    int read(ByteBuffer buffer) throws IOException;

    /** Writes what the peer takes now; answers the count. */
    int write(ByteBuffer buffer) throws IOException;

    /**
     * Sets what to be told of: a sum of {@link java.nio.channels.SelectionKey}'s operations. Each change is a system
     * call.
     */
    void interest(int operations);

    /** Who is told from now on. */
    void handler(ReadyHandler handler);

    /** The descriptor by which the kernel knows the stream, or -1 where bytes must pass through this process. */
    int descriptor();

    /** Ends our side of the stream; the peer reads end of stream after what was written. Never fails. */
    void shutdownOutput();

    /** Closes both directions; never fails. */
    void close();
}
