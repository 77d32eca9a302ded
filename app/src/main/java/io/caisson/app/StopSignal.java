package io.caisson.app;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** SIGTERM and SIGINT: an orderly end with exit code 0. */
final class StopSignal {
    private StopSignal() {}

    /** From now on the order to stop closes {@code serve} and then ends the process. */
    static void closing(Serve serve, PrintStream err) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            serve.close();
                            err.flush();
                            // Left alone the virtual machine would end with 128 and the signal's number, which
                            // supervisors read as a failure.
                            Runtime.getRuntime().halt(Main.OK);
                        },
                        "caisson-stop"));
    }

    /** Waits for the end of the process, which the signal brings. */
    static int await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
        return Main.OK;
    }
}
