package io.caisson.app.demo.process;

/** The output streams of a process, with their numbers in the engine's multiplexed frames. */
public enum Std {
    OUT(1),
    ERR(2);

    private final int number;

    Std(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
