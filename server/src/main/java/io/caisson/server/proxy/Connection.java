package io.caisson.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * One end of an exchange on its event loop: a transport with at most one buffer of bytes that the peer has not taken yet.
 * Whoever sends and finds bytes left over stops reading the other end until {@link #onFlushed()}; that is the whole of
 * back-pressure. An idle connection owns no buffer.
 */
abstract class Connection implements ReadyHandler {
    static final long NO_DEADLINE = Long.MAX_VALUE;

    final EventLoop loop;
    /** The place in the loop's list, or -1. */
    int loopIndex = -1;

    private @Nullable Transport transport;
    private @Nullable ByteBuffer parked;
    private boolean reading = true;
    private boolean endAfterFlush;
    private boolean outputEnded;
    private boolean closed;
    private long deadline = NO_DEADLINE;
    private int readBytesMax = EventLoop.READ_BYTES_MIN;

    Connection(EventLoop loop) {
        this.loop = loop;
    }

    /** Bytes, or the end of the stream, can be read. */
    abstract void onReadable() throws IOException;

    /** What was parked has been taken by the peer. */
    abstract void onFlushed() throws IOException;

    /** The time that was set has come. */
    abstract void onDeadline();

    /** The transport failed; the connection is to be given up. */
    abstract void onFault(IOException fault);

    /** Our own code failed. */
    abstract void onBug(RuntimeException bug);

    /** The loop is stopping: end what is idle; answers whether something that will end by itself is still going on. */
    abstract boolean onStop();

    /** The loop ends now. */
    abstract void onCut();

    final void attach(Transport newTransport) {
        transport = newTransport;
    }

    final boolean isClosed() {
        return closed;
    }

    final boolean hasParked() {
        return parked != null;
    }

    final boolean outputEnded() {
        return outputEnded || endAfterFlush;
    }

    final long deadline() {
        return deadline;
    }

    /** Asks for {@link #onDeadline()} at the given {@link System#nanoTime}. */
    final void setDeadline(long nanos) {
        deadline = nanos;
        loop.deadlineSet(nanos);
    }

    final void clearDeadline() {
        deadline = NO_DEADLINE;
    }

    @Override
    public final void onReady(int operations) {
        try {
            if ((operations & SelectionKey.OP_WRITE) != 0) {
                flush();
            }
            if ((operations & SelectionKey.OP_READ) != 0 && !closed && reading) {
                onReadable();
            }
        } catch (IOException fault) {
            onFault(fault);
        } catch (RuntimeException bug) {
            onBug(bug);
        }
    }

    /** Reads into the loop's buffer; answers the count, 0 or -1. The buffer is ready to be consumed afterwards. */
    final int read(ByteBuffer buffer) throws IOException {
        int start = EventLoop.HEADROOM;
        buffer.limit(Math.min(buffer.capacity(), start + readBytesMax)).position(start);
        int count = transport().read(buffer);
        if (count == readBytesMax && readBytesMax < EventLoop.READ_BYTES_MAX) {
            readBytesMax *= 2;
        }
        buffer.limit(Math.max(buffer.position(), start)).position(start);
        return count;
    }

    /**
     * Sends the buffer's remaining bytes, parking what the peer does not take now.
     *
     * @return whether nothing is left over
     */
    final boolean send(ByteBuffer buffer) throws IOException {
        if (closed) {
            return true;
        }
        if (parked != null) {
            park(buffer);
            return false;
        }
        transport().write(buffer);
        if (!buffer.hasRemaining()) {
            return true;
        }
        park(buffer);
        updateInterest();
        return false;
    }

    /** Tries to send without parking; for a first write whose failure may be retried elsewhere. */
    final int tryWrite(ByteBuffer buffer) throws IOException {
        return transport().write(buffer);
    }

    /** Parks bytes, for a connection that is not ready yet. */
    final void park(ByteBuffer buffer) throws IOException {
        int before = parked == null ? 0 : parked.remaining();
        loop.takeParked(buffer.remaining());
        ByteBuffer joined = ByteBuffer.allocate(before + buffer.remaining());
        if (parked != null) {
            joined.put(parked);
        }
        joined.put(buffer).flip();
        parked = joined;
    }

    final void flush() throws IOException {
        ByteBuffer waiting = parked;
        if (waiting == null || closed) {
            return;
        }
        int written = transport().write(waiting);
        loop.returnParked(written);
        if (waiting.hasRemaining()) {
            return;
        }
        parked = null;
        updateInterest();
        if (endAfterFlush) {
            endOutput();
        }
        onFlushed();
    }

    /** Ends our side of the stream as soon as everything sent has been taken. */
    final void endOutput() throws IOException {
        if (closed || outputEnded) {
            return;
        }
        if (parked != null) {
            endAfterFlush = true;
            return;
        }
        endAfterFlush = false;
        outputEnded = true;
        transport().shutdownOutput();
    }

    final void pauseReading() {
        if (reading) {
            reading = false;
            // The other side is slower than this one: smaller helpings, so that little waits for it.
            readBytesMax = EventLoop.READ_BYTES_MIN;
            updateInterest();
        }
    }

    final void resumeReading() {
        if (!reading) {
            reading = true;
            updateInterest();
        }
    }

    final boolean isReading() {
        return reading;
    }

    final void updateInterest() {
        if (!closed && transport != null) {
            transport.interest((reading ? SelectionKey.OP_READ : 0) | (parked != null ? SelectionKey.OP_WRITE : 0));
        }
    }

    /** Closes the transport and forgets what was parked. Safe to call twice. */
    final void closeTransport() {
        if (closed) {
            return;
        }
        closed = true;
        deadline = NO_DEADLINE;
        if (parked != null) {
            loop.returnParked(parked.remaining());
            parked = null;
        }
        if (transport != null) {
            transport.close();
        }
        loop.remove(this);
    }

    private Transport transport() throws IOException {
        if (transport == null) {
            throw new IOException("not connected");
        }
        return transport;
    }
}
