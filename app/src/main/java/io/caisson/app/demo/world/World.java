package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Everything there is, and the one lock over it. */
public final class World {
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Events events;
    private final Images images;
    private final Networks networks;
    private final Volumes volumes;
    private final Containers containers;
    private final Execs execs;

    /** A world with the networks that every engine has, and nothing else. */
    public World(InstantSource clock) {
        this.clock = clock;
        this.events = new Events(clock);
        this.images = new Images(this);
        this.networks = new Networks(this);
        this.volumes = new Volumes(this);
        this.containers = new Containers(this);
        this.execs = new Execs(this);
    }

    /** Does something with the state of the world and gives its result. */
    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Does something to the state of the world. */
    public void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Waits until something has become true of the world. */
    public void await(BooleanSupplier condition) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits likewise, but no longer than given, and tells whether it has become true. */
    public boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses to make one more of something that is bounded. */
    static void bound(int count, int most, String what) {
        if (count >= most) {
            throw ApiFault.internal("the demo engine holds at most " + most + " " + what);
        }
    }

    public Instant now() {
        return clock.instant();
    }

    InstantSource clock() {
        return clock;
    }

    public Events events() {
        return events;
    }

    public Images images() {
        return images;
    }

    public Networks networks() {
        return networks;
    }

    public Volumes volumes() {
        return volumes;
    }

    public Containers containers() {
        return containers;
    }

    public Execs execs() {
        return execs;
    }
}
