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
    private final List<Listener> listeners;

    private Gate(List<EventLoop> loops, List<Listener> listeners) {
        this.loops = loops;
        this.listeners = listeners;
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
        Gate gate = new Gate(loops, new ArrayList<>());
        try {
            AtomicInteger open = new AtomicInteger();
            for (Door door : plan.doors()) {
                Listener listener = Listener.open(door.listener());
                gate.listeners.add(listener);
                new Acceptor(listener, door, loops, open).start();
            }
        } catch (IOException fault) {
            gate.listeners.forEach(Listener::close);
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

    /** The open listeners, in the order of the plan. */
    public List<Listener> listeners() {
        return List.copyOf(listeners);
    }

    /**
     * Stops: listeners first, then what is finite ends by itself, then streams; returns within the limit for stopping.
     */
    @Override
    public void close() {
        listeners.forEach(Listener::close);
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
