package io.caisson.server.proxy;

/**
 * Gives memory back after a crowd has left one loop. What connections leave behind stays in the heap until it is full,
 * and a small heap that is not asked for more is never full: without this a burst of clients would be paid for until
 * the next one.
 */
final class Crowd implements Runnable {
    /** So many connections, both sides counted, are worth a pause of some milliseconds. */
    static final int CROWD_MIN = 1_000;

    /** What is left when a crowd has left: one in so many. */
    private static final int LEFT_PART = 4;

    /** Who leaves seldom leaves alone. */
    private static final long WAIT_NANOS = 1_000_000_000;

    private final Deadlines deadlines;
    private int largest;
    private int now;
    private boolean due;

    Crowd(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** The number of connections has changed. */
    void is(int connections) {
        now = connections;
        if (connections > largest) {
            largest = connections;
        } else if (!due && hasLeft()) {
            due = true;
            deadlines.in(WAIT_NANOS, this);
        }
    }

    private boolean hasLeft() {
        return largest >= CROWD_MIN && now <= largest / LEFT_PART;
    }

    @Override
    public void run() {
        due = false;
        if (hasLeft()) {
            largest = now;
            System.gc();
        }
    }
}
