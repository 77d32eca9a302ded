package io.caisson.app;

import io.caisson.server.proxy.FilePages;

/** SIGTERM and SIGINT: an orderly end with exit code 0. */
public final class StopSignal extends Thread {
    private static final long SETTLING_MILLIS = 2_000;
    /** How often pages are let go of that were not used for a while; each time costs a millisecond or two. */
    private static final long LETTING_GO_MILLIS = 30_000;

    private final AutoCloseable running;

    private StopSignal(AutoCloseable running) {
        super("caisson-stop");
        this.running = running;
    }

    /** From now on the order to stop closes what runs and then ends the process. */
    public static void closing(AutoCloseable running) {
        Runtime.getRuntime().addShutdownHook(new StopSignal(running));
    }

    /** Takes the same steps without an effect, for a run that teaches the start-up cache. */
    public static void rehearse() {
        StopSignal signal = new StopSignal(() -> {});
        Runtime.getRuntime().addShutdownHook(signal);
        Runtime.getRuntime().removeShutdownHook(signal);
        Thread waiting = new Thread(StopSignal::await);
        waiting.start();
        waiting.interrupt();
        FilePages.readOneByOne();
        FilePages.letGo();
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
            // What a start and the first requests need has been read by then.
            Thread.sleep(SETTLING_MILLIS);
            FilePages.readOneByOne();
            while (true) {
                FilePages.letGo();
                Thread.sleep(LETTING_GO_MILLIS);
            }
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
        return Main.OK;
    }
}
