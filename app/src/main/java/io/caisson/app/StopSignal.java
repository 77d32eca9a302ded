package io.caisson.app;

import java.util.concurrent.CountDownLatch;

/** SIGTERM and SIGINT: an orderly end with exit code 0. */
public final class StopSignal extends Thread {
    private final AutoCloseable running;

    private StopSignal(AutoCloseable running) {
        super("caisson-stop");
        this.running = running;
    }

    /** From now on the order to stop closes what runs and then ends the process. */
    public static void closing(AutoCloseable running) {
        Runtime.getRuntime().addShutdownHook(new StopSignal(running));
    }

    @Override
    public void run() {
        int exit = Main.OK;
        try {
            running.close();
        } catch (Exception fault) {
            System.err.println("caisson: did not stop cleanly: " + fault);
            exit = Main.FAULT;
        }
        // Left alone the virtual machine would end with 128 and the signal's number, which supervisors read as a
        // failure.
        Runtime.getRuntime().halt(exit);
    }

    /** Waits for the end of the process, which the signal brings. */
    public static int await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
        return Main.OK;
    }
}
