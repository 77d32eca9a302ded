package io.caisson.server.proxy;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.docker.Call;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.http.ResponseHead;
import io.caisson.core.http.ResponseParser;
import io.caisson.server.telemetry.Recorder;
import io.caisson.server.upstream.Dialler;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One selector, one thread, and everything its connections share because only one of them runs at a time: buffers,
 * parsers, the reused heads, call and event. Loops share nothing with each other but the count of parked bytes.
 */
public final class EventLoop implements Runnable {
    /** Free space before the bytes read, so that a new head can be written in front of a body without copying it. */
    static final int HEADROOM = 2 << 10;

    static final int READ_BYTES_MIN = 16 << 10;
    static final int READ_BYTES_MAX = 128 << 10;
    private static final long SWEEP_NANOS_MIN = 100_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    final Limits limits;
    final Recorder recorder;
    final Dialler dialler;
    final HeadParser headParser;
    final ResponseParser responseParser;
    final RequestHead requestHead = new RequestHead();
    final ResponseHead responseHead = new ResponseHead();
    final Resolver resolver = new Resolver();
    final Call call = new Call();
    final AuditEvent event = new AuditEvent();
    /** Heads on their way out are written here first. */
    final ByteWriter headWriter = new ByteWriter(4 << 10);
    /** Bodies of our own answers are written here first. */
    final ByteWriter bodyWriter = new ByteWriter(512);

    final ExchangeIds exchangeIds;

    final ByteBuffer readBuffer = ByteBuffer.allocateDirect(HEADROOM + READ_BYTES_MAX);
    /** Heads on their way in are parsed here. */
    final byte[] headBytes;

    final Engine engine;
    private final ByteBuffer writeBuffer;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Connection> connections = new ArrayList<>();
    private final AtomicLong parkedBytes;
    private final AtomicLong exchanges;
    private final Thread thread;
    private long nextSweep = Connection.NO_DEADLINE;
    private volatile boolean stopping;
    private boolean draining;
    private long stopDeadline;

    /** Creates a loop that is not running yet; {@code shared} is what all loops of the process have in common. */
    public EventLoop(Shared shared, int index, Recorder recorder) throws IOException {
        this.limits = shared.limits();
        this.engine = shared.engine();
        this.dialler = shared.dialler();
        this.parkedBytes = shared.parkedBytes();
        this.exchanges = shared.exchanges();
        this.exchangeIds = shared.exchangeIds();
        this.recorder = recorder;
        this.headParser = new HeadParser(limits);
        this.responseParser = new ResponseParser(limits);
        this.headBytes = new byte[Math.max(limits.headBytesMax(), limits.responseHeadBytesMax())];
        this.writeBuffer = ByteBuffer.allocateDirect(READ_BYTES_MAX);
        this.selector = Selector.open();
        this.thread = new Thread(this, "caisson-loop-" + index);
    }

    /**
     * What the loops share.
     *
     * @param exchangeIds how exchanges are named towards clients
     * @param parkedBytes bytes that wait for slow readers
     * @param exchanges how many exchanges have begun
     */
    public record Shared(
            Limits limits,
            Engine engine,
            Dialler dialler,
            ExchangeIds exchangeIds,
            AtomicLong parkedBytes,
            AtomicLong exchanges) {}

    public void start() {
        thread.start();
    }

    /** Runs a task on this loop, soon. */
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Orders the loop to end: idle connections at once, finite exchanges when they are done, streams then or in time. */
    public void stop() {
        stopping = true;
        selector.wakeup();
    }

    /** Waits for the loop's end. */
    public void join() throws InterruptedException {
        thread.join();
    }

    boolean isStopping() {
        return stopping;
    }

    /** Registers a channel; the handler is called with the ready operations. */
    SelectionKey register(SelectableChannel channel, int operations, ReadyHandler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations, handler);
    }

    void add(Connection connection) {
        connection.loopIndex = connections.size();
        connections.add(connection);
    }

    void remove(Connection connection) {
        int index = connection.loopIndex;
        if (index < 0) {
            return;
        }
        connection.loopIndex = -1;
        Connection last = connections.removeLast();
        if (last != connection) {
            connections.set(index, last);
            last.loopIndex = index;
        }
    }

    void deadlineSet(long nanos) {
        nextSweep = Math.min(nextSweep, nanos);
    }

    /** A direct buffer holding the head writer's bytes, ready to be sent; grows past its size only for rare heads. */
    ByteBuffer headBuffer() {
        int length = headWriter.length();
        ByteBuffer buffer = length <= writeBuffer.capacity() ? writeBuffer.clear() : ByteBuffer.allocate(length);
        return buffer.put(headWriter.bytes(), 0, length).flip();
    }

    /** The number of a new exchange. */
    long nextExchange() {
        return exchanges.incrementAndGet();
    }

    /** Counts bytes that wait for a slow reader; fails when all such bytes of the process reach their limit. */
    void takeParked(int bytes) throws IOException {
        if (parkedBytes.addAndGet(bytes) > limits.parkedBytesMax()) {
            parkedBytes.addAndGet(-bytes);
            throw new OverloadedException();
        }
    }

    void returnParked(int bytes) {
        parkedBytes.addAndGet(-bytes);
    }

    @Override
    public void run() {
        try {
            while (!stopping || drain()) {
                recorder.flush();
                selector.select(EventLoop::dispatch, timeoutMillis());
                runTasks();
                long now = System.nanoTime();
                if (nextSweep != Connection.NO_DEADLINE && now - nextSweep >= 0) {
                    sweep(now);
                }
            }
            selector.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } finally {
            recorder.flush();
        }
    }

    private static void dispatch(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof ReadyHandler handler) {
            handler.onReady(key.readyOps());
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private long timeoutMillis() {
        if (nextSweep == Connection.NO_DEADLINE) {
            return 0;
        }
        long nanos = Math.max(nextSweep - System.nanoTime(), SWEEP_NANOS_MIN);
        return nanos / NANOS_PER_MILLI + 1;
    }

    private void sweep(long now) {
        nextSweep = Connection.NO_DEADLINE;
        // Backwards, because a connection that is closed is replaced by the last one.
        for (int i = connections.size() - 1; i >= 0; i--) {
            if (i >= connections.size()) {
                continue;
            }
            Connection connection = connections.get(i);
            long deadline = connection.deadline();
            if (deadline == Connection.NO_DEADLINE) {
                continue;
            }
            if (now - deadline >= 0) {
                connection.clearDeadline();
                connection.onDeadline();
            } else {
                nextSweep = Math.min(nextSweep, deadline);
            }
        }
    }

    /** One look at what is left while stopping; false when the loop may end. */
    private boolean drain() {
        long now = System.nanoTime();
        if (!draining) {
            draining = true;
            stopDeadline = now + limits.stopWait().toNanos();
        }
        boolean finite = false;
        for (Connection connection : List.copyOf(connections)) {
            finite |= connection.onStop();
        }
        // Streams have no end of their own: they are cut when nothing finite is left.
        if (!finite || now - stopDeadline >= 0) {
            List.copyOf(connections).forEach(Connection::onCut);
            return false;
        }
        deadlineSet(now + SWEEP_NANOS_MIN);
        return true;
    }
}
