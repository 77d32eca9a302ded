package io.caisson.app.demo.process;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest log lines of a container; the oldest are dropped when a bound is reached. */
public final class LogBuffer {
    private static final int LINES_MAX = 2000;
    private static final int BYTES_MAX = 256 << 10;
    private static final int LINE_BYTES_MAX = 16 << 10;

    private final InstantSource clock;
    private final Deque<Line> lines = new ArrayDeque<>();
    private final Map<Std, ByteArrayOutputStream> partial = new EnumMap<>(Std.class);
    private long next = 1;
    private int bytes;
    private boolean writing;

    /**
     * One line.
     *
     * @param number counts from 1 over the container's whole life
     * @param text with the line end
     */
    public record Line(long number, Instant time, Chunk text) {}

    public LogBuffer(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether a process writes to this log now; followers end when none does. */
    synchronized void writing(boolean now) {
        writing = now;
        if (!now) {
            partial.forEach((stream, rest) -> {
                if (rest.size() > 0) {
                    add(clock.instant(), stream, rest.toByteArray());
                    rest.reset();
                }
            });
        }
        notifyAll();
    }

    /** Adds output of this moment; lines become visible when they are complete. */
    void append(Std stream, byte[] output) {
        append(clock.instant(), stream, output);
    }

    /** Adds output of a given moment. */
    public synchronized void append(Instant time, Std stream, byte[] output) {
        ByteArrayOutputStream rest = partial.computeIfAbsent(stream, key -> new ByteArrayOutputStream());
        for (byte octet : output) {
            rest.write(octet);
            if (octet == '\n' || rest.size() >= LINE_BYTES_MAX) {
                add(time, stream, rest.toByteArray());
                rest.reset();
            }
        }
        notifyAll();
    }

    private void add(Instant time, Std stream, byte[] line) {
        lines.addLast(new Line(next++, time, new Chunk(stream, line)));
        bytes += line.length;
        while (lines.size() > LINES_MAX || bytes > BYTES_MAX) {
            bytes -= lines.removeFirst().text().bytes().length;
        }
    }

    /** All lines that are kept. */
    public synchronized List<Line> lines() {
        return new ArrayList<>(lines);
    }

    /** The oldest kept line after the given number; waits for one, and gives null when no process writes any more. */
    public synchronized @Nullable Line awaitAfter(long number) throws InterruptedException {
        while (true) {
            if (!lines.isEmpty() && lines.getLast().number() > number) {
                for (Line line : lines) {
                    if (line.number() > number) {
                        return line;
                    }
                }
            }
            if (!writing) {
                return null;
            }
            wait();
        }
    }
}
