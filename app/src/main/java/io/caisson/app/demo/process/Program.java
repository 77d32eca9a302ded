package io.caisson.app.demo.process;

/** What a process does. */
@FunctionalInterface
public interface Program {
    /**
     * Runs to its end on the calling thread.
     *
     * @return the exit code
     * @throws InterruptedException when a signal ends it
     * @throws KeyboardInterrupt when the user pressed control-C while it read a line
     */
    int run(Console console) throws InterruptedException, KeyboardInterrupt;
}
