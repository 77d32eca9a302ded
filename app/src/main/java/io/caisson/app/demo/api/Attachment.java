package io.caisson.app.demo.api;

import io.caisson.app.demo.http.RawStream;
import io.caisson.app.demo.process.Chunk;
import io.caisson.app.demo.process.DemoProcess;
import io.caisson.app.demo.process.Outlet;
import io.caisson.app.demo.process.Std;
import io.caisson.app.demo.process.Stdio;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's raw stream connected to the streams of a process: the calling thread carries input, a second one output.
 * Ends when the process has ended or the client has closed; each side's half-close is passed on.
 */
final class Attachment {
    static final String RAW = "application/vnd.docker.raw-stream";
    static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";

    private final RawStream client;
    private final Stdio stdio;
    private final Wanted wanted;
    private final Supplier<@Nullable DemoProcess> process;

    /**
     * What the client wants of the process.
     *
     * @param endsInput whether the end of the client's input ends the process's
     */
    record Wanted(boolean in, boolean out, boolean err, boolean endsInput) {}

    /** @param process the process, once there is one; a terminal's control-C is for it */
    Attachment(RawStream client, Stdio stdio, Wanted wanted, Supplier<@Nullable DemoProcess> process) {
        this.client = client;
        this.stdio = stdio;
        this.wanted = wanted;
        this.process = process;
    }

    /** The media type that says how output is framed. */
    static String mediaType(Stdio stdio, Call call) {
        return stdio.tty() || !call.upgrade() || !call.version().atLeast(1, 42) ? RAW : MULTIPLEXED;
    }

    /**
     * Carries bytes until the process ends or the client has left.
     *
     * @param outlet where output comes from; connected before the process could start
     */
    void carry(Outlet outlet) throws InterruptedException {
        Thread output = Thread.ofVirtual().name("demo-attach").start(() -> carryOutput(outlet));
        carryInput();
        if (wanted.in() && wanted.endsInput()) {
            stdio.in().end();
        }
        if (wanted.in() && stdio.tty()) {
            // Nobody is at the terminal any more.
            stdio.out().detach(outlet);
            outlet.end();
        }
        output.join();
    }

    private void carryOutput(Outlet outlet) {
        try {
            for (Chunk chunk = outlet.take(); chunk != null; chunk = outlet.take()) {
                boolean asked = chunk.stream() == Std.OUT ? wanted.out() : wanted.err();
                if (asked) {
                    client.write(stdio.tty() ? chunk.bytes() : chunk.frame());
                }
            }
        } catch (IOException | InterruptedException gone) {
            // The client does not take output any more.
        }
        stdio.out().detach(outlet);
        client.endOutput();
    }

    private void carryInput() throws InterruptedException {
        byte[] buffer = new byte[16 << 10];
        for (int count = client.read(buffer); count >= 0; count = client.read(buffer)) {
            DemoProcess running = process.get();
            if (wanted.in() && running != null) {
                running.type(buffer, count);
            } else if (wanted.in()) {
                stdio.in().write(buffer, count);
            }
        }
    }
}
