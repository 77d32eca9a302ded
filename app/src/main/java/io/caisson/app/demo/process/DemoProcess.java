package io.caisson.app.demo.process;

import java.util.function.IntConsumer;

/** One running program, on a virtual thread. */
public final class DemoProcess {
    private static final int SIGNAL_EXIT_BASE = 128;
    private static final int FAILED = 125;
    private static final int CONTROL_C = 3;

    private final Program program;
    private final Console console;
    private final Stdio stdio;
    private final IntConsumer ended;
    private final Thread thread;
    private volatile int signal = Signal.TERMINATE;

    private DemoProcess(Program program, ProcessSpec spec, Stdio stdio, IntConsumer ended) {
        this.program = program;
        this.console = new Console(spec, stdio);
        this.stdio = stdio;
        this.ended = ended;
        this.thread = Thread.ofVirtual().name("demo-process").unstarted(this::run);
    }

    /**
     * Starts a process.
     *
     * @param ended called once with the exit code, on the process's thread, before clients see the end of the output
     */
    public static DemoProcess start(Program program, ProcessSpec spec, Stdio stdio, IntConsumer ended) {
        DemoProcess process = new DemoProcess(program, spec, stdio, ended);
        stdio.out().begin();
        process.thread.start();
        return process;
    }

    private void run() {
        int code;
        try {
            code = program.run(console);
        } catch (InterruptedException ended) {
            code = SIGNAL_EXIT_BASE + signal;
        } catch (KeyboardInterrupt pressed) {
            code = SIGNAL_EXIT_BASE + Signal.INTERRUPT;
        } catch (RuntimeException bug) {
            code = FAILED;
        }
        if (signal == Signal.KILL) {
            code = SIGNAL_EXIT_BASE + Signal.KILL;
        }
        // Who sees the end of the output may ask for the exit code at once.
        stdio.out().seal();
        ended.accept(code);
        stdio.close();
    }

    /** Delivers a signal; those that end nothing are ignored. After a kill nothing more is written. */
    public void signal(int number) {
        if (!Signal.ends(number)) {
            return;
        }
        signal = number;
        if (number == Signal.KILL) {
            stdio.out().seal();
        }
        stdio.out().pause(false);
        thread.interrupt();
    }

    /** Holds the process back at its next output. */
    public void pause(boolean now) {
        stdio.out().pause(now);
    }

    /**
     * Takes what a client typed. Control-C reaches a program that reads lines as a byte, and any other as a signal, as
     * with a terminal in canonical mode.
     */
    public void type(byte[] bytes, int length) throws InterruptedException {
        if (stdio.tty() && length == 1 && bytes[0] == CONTROL_C && !stdio.in().awaited()) {
            console.pressControlC();
            signal(Signal.INTERRUPT);
            return;
        }
        stdio.in().write(bytes, length);
    }
}
