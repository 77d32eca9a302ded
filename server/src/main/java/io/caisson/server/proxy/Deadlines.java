package io.caisson.server.proxy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything of one loop that happens at a time: the deadlines of its connections, tasks for later, and asking peers
 * that are not read whether they are still there. Setting a deadline costs one comparison; they are looked through at
 * most ten times a second.
 */
final class Deadlines {
    static final long SWEEP_NANOS_MIN = 100_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final EventLoop loop;
    private final List<Connection> connections;
    private final long pauseNanos;
    private final List<Runnable> later = new ArrayList<>();
    /** When each of these is due. */
    private final List<Long> laterDue = new ArrayList<>();

    private final List<Connection> probed = new ArrayList<>();
    private long nextSweep = Connection.NO_DEADLINE;
    private long nextProbes = Connection.NO_DEADLINE;
    private long lastSweep = System.nanoTime() - SWEEP_NANOS_MIN;

    /**
     * Watches over one loop's connections.
     *
     * @param pauseNanos how long a peer that is not read may be gone without our knowing
     */
    Deadlines(EventLoop loop, List<Connection> connections, long pauseNanos) {
        this.loop = loop;
        this.connections = connections;
        this.pauseNanos = pauseNanos;
    }

    /** Something is due at the given {@link System#nanoTime}. */
    void set(long nanos) {
        nextSweep = Math.min(nextSweep, nanos);
    }

    /** Runs a task after a time. */
    void in(long nanos, Runnable task) {
        long due = System.nanoTime() + nanos;
        later.add(task);
        laterDue.add(due);
        set(due);
    }

    /** A connection is not read any more: its peer must be asked for. */
    void probesNeeded() {
        if (nextProbes == Connection.NO_DEADLINE) {
            nextProbes = System.nanoTime() + pauseNanos;
            set(nextProbes);
        }
    }

    /** How long the selector may wait, in milliseconds; 0 is for ever. */
    long timeoutMillis() {
        if (nextSweep == Connection.NO_DEADLINE) {
            return 0;
        }
        long nanos = Math.max(nextSweep - System.nanoTime(), SWEEP_NANOS_MIN);
        return nanos / NANOS_PER_MILLI + 1;
    }

    /** To be called after each selection: takes questions back and sees to what is due. */
    void afterSelection() {
        if (!probed.isEmpty()) {
            probed.forEach(Connection::updateInterest);
            probed.clear();
        }
        if (nextSweep == Connection.NO_DEADLINE) {
            return;
        }
        long now = System.nanoTime();
        if (now - nextSweep >= 0 && now - lastSweep >= SWEEP_NANOS_MIN) {
            lastSweep = now;
            sweep(now);
        }
    }

    private void sweep(long now) {
        nextSweep = Connection.NO_DEADLINE;
        if (nextProbes != Connection.NO_DEADLINE) {
            if (now - nextProbes >= 0) {
                probe(now);
            }
            set(nextProbes);
        }
        for (int i = later.size() - 1; i >= 0; i--) {
            if (now - laterDue.get(i) >= 0) {
                laterDue.remove(i);
                loop.runTask(later.remove(i));
            } else {
                set(laterDue.get(i));
            }
        }
        // Backwards, because a connection that is closed is replaced by the last one.
        for (int i = connections.size() - 1; i >= 0; i--) {
            if (i < connections.size()) {
                check(connections.get(i), now);
            }
        }
    }

    private void check(Connection connection, long now) {
        long deadline = connection.deadline();
        if (deadline == Connection.NO_DEADLINE) {
            return;
        }
        if (now - deadline < 0) {
            set(deadline);
            return;
        }
        connection.clearDeadline();
        try {
            connection.onDeadline();
        } catch (IOException fault) {
            connection.onFault(fault);
        } catch (RuntimeException | Error bug) {
            connection.onBug(bug);
        }
    }

    private void probe(long now) {
        boolean mute = false;
        for (Connection connection : connections) {
            mute |= connection.isMute();
            if (connection.needsProbe(now)) {
                connection.beginProbe();
                probed.add(connection);
            }
        }
        nextProbes = mute ? now + pauseNanos : Connection.NO_DEADLINE;
    }
}
