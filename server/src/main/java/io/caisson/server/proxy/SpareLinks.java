package io.caisson.server.proxy;

import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Engine connections of one loop whose clients have left, kept a while for the next client. Only those are kept on
 * which nobody and nothing can have got out of step: every request was a GET without a body, every answer came whole
 * and with no byte after it. A spare on which anything at all happens is closed.
 */
final class SpareLinks {
    /** As many as a burst of short-lived clients can use; each costs a descriptor here and a connection there. */
    static final int COUNT_MAX = 32;

    private final EventLoop loop;
    private final List<Spare> spares = new ArrayList<>();
    private final ByteBuffer oneByte = ByteBuffer.allocateDirect(1);
    private boolean sweepDue;

    SpareLinks(EventLoop loop) {
        this.loop = loop;
    }

    /** A connection to an engine that is no client's; ready means that it is of no use any more. */
    static final class Spare implements ReadyHandler {
        final Engine engine;
        final Transport transport;
        private final SpareLinks home;
        private final long since = System.nanoTime();

        Spare(SpareLinks home, Engine engine, Transport transport) {
            this.home = home;
            this.engine = engine;
            this.transport = transport;
        }

        @Override
        public void onReady(int operations) {
            if (home.spares.remove(this)) {
                close();
            }
        }

        void close() {
            transport.close();
        }
    }

    /** Keeps a connection, or closes it when there are enough. It must be interested in reading. */
    void keep(Engine engine, Transport transport) {
        Spare spare = new Spare(this, engine, transport);
        if (spares.size() >= COUNT_MAX || loop.isStopping()) {
            spare.close();
            return;
        }
        transport.handler(spare);
        spares.add(spare);
        if (!sweepDue) {
            sweepDue = true;
            loop.deadlines.in(loop.limits.engineIdleWait().toNanos(), this::sweep);
        }
    }

    /** The one used last that leads to this engine and on which nothing has come since, or null. */
    @Nullable
    Spare take(Engine engine) {
        for (int i = spares.size() - 1; i >= 0; i--) {
            if (spares.get(i).engine == engine) {
                Spare spare = spares.remove(i);
                if (isSilent(spare)) {
                    return spare;
                }
                spare.close();
            }
        }
        return null;
    }

    /** Whether there is neither a byte nor an end to be read: what came before a request cannot be its answer. */
    private boolean isSilent(Spare spare) {
        try {
            return spare.transport.read(oneByte.clear()) == 0;
        } catch (IOException gone) {
            return false;
        }
    }

    private void sweep() {
        sweepDue = false;
        long wait = loop.limits.engineIdleWait().toNanos();
        long now = System.nanoTime();
        for (int i = spares.size() - 1; i >= 0; i--) {
            if (now - spares.get(i).since >= wait) {
                spares.remove(i).close();
            }
        }
        if (!spares.isEmpty()) {
            sweepDue = true;
            loop.deadlines.in(wait / 2, this::sweep);
        }
    }

    /** Closes all of them. */
    void close() {
        spares.forEach(Spare::close);
        spares.clear();
    }
}
