package io.caisson.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * One end of an exchange on its event loop: a transport with at most one buffer of bytes that the peer has not taken
 * yet. Whoever sends and finds bytes left over stops reading the other end until {@link #onFlushed()}; that is the
 * whole of back-pressure. An idle connection owns no buffer, and whatever a connection holds counts against its loop's
 * share.
 */
abstract class Connection implements ReadyHandler {
    static final long NO_DEADLINE = Long.MAX_VALUE;

    final EventLoop loop;
    /** The place in the loop's list, or -1. */
    int loopIndex = -1;

    private @Nullable Transport transport;
    private final Outbox outbox = new Outbox(this);

    private boolean reading = true;
    private boolean endAfterFlush;
    private boolean outputEnded;
    private boolean closed;
    private long deadline = NO_DEADLINE;
    private int readBytesMax = EventLoop.READ_BYTES_MIN;
    private int holding;
    private long holdingSince;
    private long pausedSince;

    Connection(EventLoop loop) {
        this.loop = loop;
    }

    /** The client whose exchange this is an end of. */
    abstract ClientSession client();

    /** Bytes, or the end of the stream, can be read. */
    abstract void onReadable() throws IOException;

    /** What was parked has been taken by the peer. */
    abstract void onFlushed() throws IOException;

    /** The time that was set has come. */
    abstract void onDeadline() throws IOException;

    /** The peer takes no more bytes, but may have sent some that are not read yet. */
    abstract void onDeaf(IOException fault) throws IOException;

    /** The transport failed; the connection is to be given up. */
    abstract void onFault(IOException fault);

    /** The peer is not read at present and has closed its side for good. */
    abstract void onHangUp();

    /** Others need the bytes that this connection holds: give it up without a word. */
    abstract void onEvicted();

    /** Our own code failed. */
    abstract void onBug(Throwable bug);

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
        return !outbox.isEmpty();
    }

    final boolean outputEnded() {
        return outputEnded || endAfterFlush;
    }

    final long deadline() {
        return deadline;
    }

    /** Asks for {@link #onDeadline()} after a time, counted from now. */
    final void deadlineIn(long nanos) {
        deadline = System.nanoTime() + nanos;
        loop.deadlines.set(deadline);
    }

    final void clearDeadline() {
        deadline = NO_DEADLINE;
    }

    /** Bytes that this connection holds and that others might need. */
    final int holding() {
        return holding;
    }

    /** The {@link System#nanoTime} since which it has held some without a break. */
    final long holdingSince() {
        return holdingSince;
    }

    /** Counts bytes that this connection begins to hold. */
    final void hold(int bytes) throws OverloadedException {
        if (bytes == 0) {
            return;
        }
        loop.parkedBytes.take(this, bytes);
        if (holding == 0) {
            holdingSince = System.nanoTime();
        }
        holding += bytes;
    }

    /** Counts bytes that this connection holds no more. */
    final void release(int bytes) {
        int released = Math.min(bytes, holding);
        holding -= released;
        loop.parkedBytes.giveBack(released);
    }

    @Override
    public final void onReady(int operations) {
        try {
            if ((operations & SelectionKey.OP_CONNECT) != 0 && isMute()) {
                onHangUp();
            }
            if ((operations & SelectionKey.OP_WRITE) != 0) {
                flush();
            }
            if ((operations & SelectionKey.OP_READ) != 0 && !closed && reading) {
                onReadable();
            }
        } catch (IOException fault) {
            onFault(fault);
        } catch (RuntimeException | Error bug) {
            onBug(bug);
        }
    }

    /**
     * Reads into the loop's buffer, at most so much; answers the count, 0 or -1. The buffer is ready to be consumed
     * then.
     */
    final int read(ByteBuffer buffer, int most) throws IOException {
        int start = EventLoop.HEADROOM;
        int helping = Math.min(Math.min(readBytesMax, loop.parkedBytes.helpingMax()), most);
        buffer.limit(start + helping).position(start);
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
        if (closed || outputEnded()) {
            buffer.position(buffer.limit());
            return true;
        }
        if (hasParked()) {
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

    /** Parks bytes behind those that are parked already. */
    final void park(ByteBuffer buffer) throws IOException {
        outbox.park(buffer);
    }

    /**
     * Moves bytes of another connection to this one without reading them, as far as this peer takes them; what it does
     * not take waits for it. The caller must have seen to it that nothing is parked.
     *
     * @return how many bytes left the other connection, 0 when there were none, -1 at its end
     * @throws DeafException when this peer takes no more
     * @throws IOException when the other connection failed
     */
    final long moveFrom(Connection source, KernelPipe pipe, long most) throws IOException {
        long count;
        try {
            count = pipe.fill(source.transport().descriptor(), most);
            try {
                pipe.drain(transport().descriptor());
            } catch (IOException fault) {
                throw new DeafException(fault, count);
            }
        } catch (IOException fault) {
            loop.kernelPipes.giveBack(pipe);
            throw fault;
        }
        if (pipe.count() == 0) {
            loop.kernelPipes.giveBack(pipe);
        } else {
            outbox.keep(pipe);
            updateInterest();
        }
        return count;
    }

    /** Whether the kernel can move bytes from or to this connection by itself. */
    final boolean isPlain() {
        return transport != null && transport.descriptor() >= 0;
    }

    /** Sends what was parked, as far as the peer takes it. */
    final void flush() throws IOException {
        if (!hasParked() || closed) {
            return;
        }
        try {
            if (!outbox.flush(transport())) {
                return;
            }
        } catch (IOException fault) {
            dropParked();
            onDeaf(fault);
            return;
        }
        updateInterest();
        if (endAfterFlush) {
            endOutput();
        }
        onFlushed();
    }

    /** Forgets what was parked, for a peer that takes no more. */
    final void dropParked() {
        if (hasParked()) {
            outbox.drop();
            updateInterest();
        }
        outputEnded = true;
    }

    /** How long the peer has taken nothing of what is parked, in nanoseconds. */
    final long stalledFor() {
        return System.nanoTime() - outbox.tookAt();
    }

    /**
     * Ends our side of the stream as soon as everything sent has been taken. That this fails says nothing that reading
     * will not say too.
     */
    final void endOutput() {
        if (closed || outputEnded) {
            return;
        }
        if (hasParked()) {
            endAfterFlush = true;
            return;
        }
        outputEnded = true;
        Transport current = transport;
        if (current != null) {
            current.shutdownOutput();
        }
    }

    final void pauseReading() {
        if (reading) {
            reading = false;
            // The other side is slower than this one: smaller helpings, so that little waits for it.
            readBytesMax = EventLoop.READ_BYTES_MIN;
            updateInterest();
            pausedSince = System.nanoTime();
            loop.deadlines.probesNeeded();
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

    /** Whether nothing of this peer is asked of the selector, so that its leaving would go unnoticed. */
    final boolean isMute() {
        return !reading && !hasParked() && !closed && transport != null && !outputEnded;
    }

    /** Whether the peer should be asked whether it is still there. */
    boolean needsProbe(long now) {
        return isMute() && now - pausedSince >= loop.limits.pauseWait().toNanos();
    }

    /**
     * Asks the selector for the peer's hanging up: interest in a connect that has long been made is never ready for any
     * other reason. It must be taken back after the next selection, as the selector would not wait otherwise.
     */
    final void beginProbe() {
        Transport current = transport;
        if (current != null) {
            current.interest(SelectionKey.OP_CONNECT);
        }
    }

    final void updateInterest() {
        if (!closed && transport != null) {
            transport.interest((reading ? SelectionKey.OP_READ : 0) | (hasParked() ? SelectionKey.OP_WRITE : 0));
        }
    }

    /** Closes the transport and forgets what was held. Safe to call twice. */
    final void closeTransport() {
        if (!closed) {
            Transport current = transport;
            detach();
            if (current != null) {
                current.close();
            }
        }
    }

    /** Ends this connection without closing its transport, which somebody else takes over. */
    final void detach() {
        closed = true;
        deadline = NO_DEADLINE;
        outbox.drop();
        release(holding);
        loop.remove(this);
    }

    private Transport transport() throws IOException {
        if (transport == null) {
            throw new IOException("not connected");
        }
        return transport;
    }
}
