package io.caisson.app.demo.process;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Where the output of one run of a process goes: to the container's log, if it has one, and to attached clients. */
public final class Output {
    private final @Nullable LogBuffer log;
    private final boolean tty;
    private final List<Outlet> outlets = new CopyOnWriteArrayList<>();
    private boolean paused;
    private boolean ended;

    /** Output with a terminal has one stream, and its line ends become CR LF. */
    Output(@Nullable LogBuffer log, boolean tty) {
        this.log = log;
        this.tty = tty;
    }

    /** Connects a client; it gets what is written from now on. */
    public Outlet attach() {
        Outlet outlet = new Outlet();
        synchronized (this) {
            if (!ended) {
                outlets.add(outlet);
                return outlet;
            }
        }
        outlet.end();
        return outlet;
    }

    public void detach(Outlet outlet) {
        outlets.remove(outlet);
        outlet.abandon();
    }

    /** Writes, and waits while the process is paused or a client is slow. Dropped once the output has ended. */
    void write(Std stream, byte[] bytes) throws InterruptedException {
        synchronized (this) {
            while (paused && !ended) {
                wait();
            }
            if (ended) {
                return;
            }
        }
        Chunk chunk = tty ? new Chunk(Std.OUT, withCarriageReturns(bytes)) : new Chunk(stream, bytes);
        if (log != null) {
            log.append(chunk.stream(), chunk.bytes());
        }
        for (Outlet outlet : outlets) {
            outlet.put(chunk);
        }
    }

    synchronized void pause(boolean now) {
        paused = now;
        notifyAll();
    }

    void begin() {
        if (log != null) {
            log.writing(true);
        }
    }

    /** Ends the output but not yet the clients' streams: what is written later is dropped, and the log is complete. */
    void seal() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            notifyAll();
        }
        if (log != null) {
            log.writing(false);
        }
    }

    /** Ends the output and every client's stream. */
    public void end() {
        seal();
        outlets.forEach(Outlet::end);
    }

    private static byte[] withCarriageReturns(byte[] bytes) {
        ByteArrayOutputStream converted = new ByteArrayOutputStream(bytes.length + 8);
        for (byte octet : bytes) {
            if (octet == '\n') {
                converted.write('\r');
            }
            converted.write(octet);
        }
        return converted.toByteArray();
    }
}
