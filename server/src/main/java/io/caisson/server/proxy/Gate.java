package io.caisson.server.proxy;

import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.http.Limits;
import io.caisson.server.listener.Listener;
import io.caisson.server.telemetry.Recorder;
import io.caisson.server.upstream.Dialler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** The whole data path: loops and doors. Opened once, closed once. */
public final class Gate implements AutoCloseable {
    private final List<EventLoop> loops;
    private final AtomicInteger open = new AtomicInteger();
    /** In the order of the plan, and then in that of their coming; changed by one thread at a time. */
    private volatile List<Acceptor> acceptors = List.of();

    private Gate(List<EventLoop> loops) {
        this.loops = loops;
    }

    /**
     * What a gate is made of.
     *
     * @param loops event loops, one per core
     * @param exchangeIds how exchanges are named towards clients; the recorders name them alike
     * @param recorders one recorder per loop, by the loop's index
     * @param doors where clients come in
     */
    public record Plan(
            Limits limits, int loops, IntFunction<Recorder> recorders, ExchangeIds exchangeIds, List<Door> doors) {
        public Plan {
            doors = List.copyOf(doors);
        }
    }

    /**
     * Opens the listeners and starts the loops.
     *
     * @throws IOException naming the listener that cannot be opened; nothing stays open then
     */
    public static Gate open(Plan plan) throws IOException {
        Limits limits = fitting(plan.limits());
        var shared = new EventLoop.Shared(limits, new Dialler(), plan.exchangeIds(), plan.loops(), new AtomicLong());
        List<EventLoop> loops = new ArrayList<>();
        for (int i = 0; i < plan.loops(); i++) {
            loops.add(new EventLoop(shared, i, plan.recorders().apply(i)));
        }
        Gate gate = new Gate(loops);
        try {
            for (Door door : plan.doors()) {
                gate.keep(new Acceptor(Listener.open(door.listener()), door, loops, gate.open));
            }
            for (Acceptor acceptor : gate.acceptors) {
                acceptor.start();
            }
        } catch (IOException fault) {
            gate.closeListeners();
            throw fault;
        }
        loops.forEach(EventLoop::start);
        return gate;
    }

    /**
     * The limits as far as the heap allows them: running out of it would hurt everybody, a refused connection only one.
     */
    private static Limits fitting(Limits wanted) {
        long heapBytes = Runtime.getRuntime().maxMemory();
        Limits limits = wanted.within(heapBytes);
        boolean chosen = wanted.connectionsMax() != Limits.DEFAULTS.connectionsMax();
        if (chosen && limits.connectionsMax() < wanted.connectionsMax()) {
            Faults.warning(
                    "at most " + limits.connectionsMax() + " connections fit a heap of " + (heapBytes >> 20) + " MiB");
        }
        return limits;
    }

    private void keep(Acceptor acceptor) {
        List<Acceptor> more = new ArrayList<>(acceptors);
        more.add(acceptor);
        acceptors = more;
    }

    /** The open listeners, in the order of the plan and of their coming. */
    public List<Listener> listeners() {
        List<Listener> listeners = new ArrayList<>();
        for (Acceptor acceptor : acceptors) {
            listeners.add(acceptor.listener());
        }
        return listeners;
    }

    /**
     * Opens another listener while the gate is open; only one thread may change listeners.
     *
     * @throws IOException naming the listener when it cannot be opened
     */
    public Listener add(Door door) throws IOException {
        Acceptor acceptor = new Acceptor(Listener.open(door.listener()), door, loops, open);
        keep(acceptor);
        EventLoop first = loops.getFirst();
        first.execute(() -> {
            try {
                acceptor.start();
            } catch (IOException fault) {
                first.report("listener `" + acceptor.listener().name() + "` cannot accept", fault);
            }
        });
        return acceptor.listener();
    }

    /** Connections that come to a listener from now on go through another door; open ones stay as they are. */
    public void replace(Listener listener, Door door) {
        for (Acceptor acceptor : acceptors) {
            if (acceptor.listener() == listener) {
                acceptor.use(door);
            }
        }
    }

    /**
     * Closes a listener while the gate is open, and its connections as they become idle. What they still ask for is
     * judged by whatever their door's source of policies says then.
     */
    public void remove(Listener listener) {
        List<Acceptor> fewer = new ArrayList<>(acceptors);
        fewer.removeIf(acceptor -> acceptor.listener() == listener);
        acceptors = fewer;
        listener.close();
        for (EventLoop loop : loops) {
            loop.execute(() -> loop.endIdle(listener.name()));
        }
    }

    private void closeListeners() {
        for (Acceptor acceptor : acceptors) {
            acceptor.listener().close();
        }
    }

    /**
     * Stops: listeners first, then what is finite ends by itself, then streams; returns within the limit for stopping.
     */
    @Override
    public void close() {
        closeListeners();
        loops.forEach(EventLoop::stop);
        for (EventLoop loop : loops) {
            try {
                loop.join();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
