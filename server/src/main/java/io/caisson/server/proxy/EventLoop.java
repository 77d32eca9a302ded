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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One selector, one thread, and everything its connections share because only one of them runs at a time: buffers,
 * parsers, the reused heads, call and event. Loops share nothing with each other. Nothing that goes wrong in one
 * connection ends the loop.
 */
public final class EventLoop implements Runnable {
    /** Free space before the bytes read, so that a new head can be written in front of a body without copying it. */
    static final int HEADROOM = 2 << 10;

    static final int READ_BYTES_MIN = 16 << 10;
    static final int READ_BYTES_MAX = 128 << 10;
    /** What a turn that failed waits for, so that a selector that fails for good does not take the processor. */
    private static final long FAILED_TURN_NANOS = 10_000_000;

    /** Which part of the connections is given up when memory runs out. */
    private static final int SHED_PART = 8;

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

    private final ByteBuffer writeBuffer;
    private final Selector selector;
    private final Consumer<SelectionKey> dispatcher = this::dispatch;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Connection> connections = new ArrayList<>();
    /** What these hold. */
    final ParkedBytes parkedBytes;

    final SpareLinks spareLinks = new SpareLinks(this);

    final KernelPipes kernelPipes = new KernelPipes();

    final Deadlines deadlines;
    private final Crowd crowd;
    private final AtomicLong exchanges;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean ended;
    private @Nullable TlsBuffers tlsBuffers;
    private boolean taskDue;
    private boolean memoryShort;
    private boolean draining;
    private long stopDeadline;
    private long nextDrain;

    /** Creates a loop that is not running yet; {@code shared} is what all loops of the process have in common. */
    public EventLoop(Shared shared, int index, Recorder recorder) throws IOException {
        this.limits = shared.limits();
        this.dialler = shared.dialler();
        this.parkedBytes = new ParkedBytes(limits.parkedBytesMax() / shared.loops(), connections);
        this.deadlines = new Deadlines(this, connections, limits.pauseWait().toNanos());
        this.crowd = new Crowd(deadlines);
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
     * @param loops how many they are
     * @param exchanges how many exchanges have begun
     */
    public record Shared(Limits limits, Dialler dialler, ExchangeIds exchangeIds, int loops, AtomicLong exchanges) {}

    public void start() {
        thread.start();
    }

    /** Runs a task on this loop, soon; after the loop's end it does nothing. */
    public void execute(Runnable task) {
        tasks.add(task);
        if (!ended) {
            selector.wakeup();
        }
    }

    /** Runs a task on this loop in its next turn, which begins at once; for callers on the loop. */
    void soon(Runnable task) {
        tasks.add(task);
        taskDue = true;
    }

    /** What its TLS connections share. */
    TlsBuffers tlsBuffers() {
        TlsBuffers made = tlsBuffers;
        if (made == null) {
            made = new TlsBuffers();
            tlsBuffers = made;
        }
        return made;
    }

    /**
     * Orders the loop to end: idle connections at once, finite exchanges when they are done, streams then or in time.
     */
    public void stop() {
        stopping = true;
        if (!ended) {
            selector.wakeup();
        }
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
        crowd.is(connections.size());
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
        crowd.is(connections.size());
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

    @Override
    public void run() {
        while (selector.isOpen()) {
            try {
                if (stopping && !drain()) {
                    break;
                }
                turn();
            } catch (IOException | RuntimeException | Error fault) {
                report("a loop's turn failed", fault);
                LockSupport.parkNanos(FAILED_TURN_NANOS);
            }
        }
        ended = true;
        try {
            spareLinks.close();
            kernelPipes.close();
            selector.close();
            recorder.flush();
        } catch (IOException | RuntimeException | Error fault) {
            report("the loop's end failed", fault);
        }
    }

    private void turn() throws IOException {
        try {
            recorder.flush();
        } catch (RuntimeException fault) {
            report("records cannot be handed on", fault);
        }
        if (taskDue) {
            taskDue = false;
            selector.selectNow(dispatcher);
        } else {
            selector.select(dispatcher, deadlines.timeoutMillis());
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            runTask(task);
        }
        deadlines.afterSelection();
        if (memoryShort) {
            memoryShort = false;
            shed();
        }
    }

    /**
     * The heap is full in spite of all limits: gives up the connections that came last, so that the others can go on.
     */
    private void shed() {
        for (int kept = connections.size() - connections.size() / SHED_PART; connections.size() > kept; ) {
            Connection last = connections.getLast();
            try {
                last.onEvicted();
            } catch (RuntimeException | Error again) {
                last.closeTransport();
            }
        }
    }

    private void dispatch(SelectionKey key) {
        if (!key.isValid() || !(key.attachment() instanceof ReadyHandler handler)) {
            return;
        }
        try {
            handler.onReady(key.readyOps());
        } catch (RuntimeException | Error bug) {
            report("a handler failed", bug);
            if (handler instanceof Connection connection) {
                discard(connection);
            } else if (handler instanceof TlsTransport secure) {
                discard(secure.owner());
            }
        }
    }

    private void discard(Connection connection) {
        try {
            connection.onCut();
        } catch (RuntimeException | Error again) {
            connection.closeTransport();
        }
    }

    void runTask(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error bug) {
            report("a task failed", bug);
        }
    }

    /** Notes a fault of our own without failing, also where memory is short. */
    void report(String what, Throwable fault) {
        report(what, 0, fault);
    }

    /** Notes a fault of our own that belongs to an exchange. */
    void report(String what, long exchange, Throwable fault) {
        memoryShort |= fault instanceof OutOfMemoryError;
        try {
            Faults.bug(exchange == 0 ? what : what + " in exchange " + exchange, fault);
        } catch (RuntimeException | Error again) {
            // Nothing is left to say it with; the loop goes on.
        }
    }

    /** Looks at what is left while stopping, now and then; false when the loop may end. */
    private boolean drain() {
        long now = System.nanoTime();
        if (!draining) {
            draining = true;
            stopDeadline = now + limits.stopWait().toNanos();
        } else if (now - nextDrain < 0) {
            deadlines.set(nextDrain);
            return true;
        }
        boolean finite = false;
        for (Connection connection : List.copyOf(connections)) {
            finite |= stop(connection);
        }
        // Streams have no end of their own: they are cut when nothing finite is left.
        if (!finite || now - stopDeadline >= 0) {
            List.copyOf(connections).forEach(this::discard);
            return false;
        }
        nextDrain = now + Deadlines.SWEEP_NANOS_MIN;
        deadlines.set(nextDrain);
        return true;
    }

    /** Ends those connections of one listener that are idle now. */
    void endIdle(String listener) {
        for (Connection connection : List.copyOf(connections)) {
            if (connection instanceof ClientSession session
                    && session.door.listener().name().equals(listener)) {
                stop(session);
            }
        }
    }

    private boolean stop(Connection connection) {
        try {
            return connection.onStop();
        } catch (RuntimeException | Error bug) {
            report("a connection cannot be stopped", bug);
            discard(connection);
            return false;
        }
    }
}
