package io.caisson.app.demo.process;

import org.jspecify.annotations.Nullable;

/**
 * The standard streams of one run of a process. They exist before the process, so that a client can attach first.
 *
 * @param tty whether a terminal lies between client and process
 */
public record Stdio(Stdin in, Output out, boolean tty) {
    /**
     * Fresh streams.
     *
     * @param openStdin whether input can come; without, the process reads the end at once
     * @param log the log that output goes to, or null
     */
    public static Stdio open(boolean tty, boolean openStdin, @Nullable LogBuffer log) {
        Stdin in = new Stdin();
        if (!openStdin) {
            in.end();
        }
        return new Stdio(in, new Output(log, tty), tty);
    }

    /** Ends all three: there is no process and will be none. */
    public void close() {
        in.abandon();
        out.end();
    }
}
