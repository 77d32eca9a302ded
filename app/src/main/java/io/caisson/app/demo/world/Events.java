package io.caisson.app.demo.world;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What happened lately, and who wants to know what happens next. Has a monitor of its own and never waits. */
public final class Events {
    private final InstantSource clock;
    private final Deque<Event> past = new ArrayDeque<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    Events(InstantSource clock) {
        this.clock = clock;
    }

    /** The events from one moment on. Closing it ends the subscription. */
    public final class Subscription implements AutoCloseable {
        private final List<Event> earlier;
        private final BlockingQueue<Event> coming = new LinkedBlockingQueue<>(Bounds.EVENTS_WAITING_MAX);

        private Subscription(List<Event> earlier) {
            this.earlier = List.copyOf(earlier);
        }

        /** Kept events from before the subscription. */
        public List<Event> earlier() {
            return earlier;
        }

        /** Events since the subscription, in order. */
        public BlockingQueue<Event> coming() {
            return coming;
        }

        @Override
        public void close() {
            unsubscribe(this);
        }
    }

    synchronized void publish(String type, String action, String id, Map<String, String> attributes) {
        Event event = new Event(clock.instant(), type, action, id, attributes);
        past.addLast(event);
        if (past.size() > Bounds.EVENTS_MAX) {
            past.removeFirst();
        }
        for (Subscription subscription : subscriptions) {
            // A subscriber that does not read loses events; it must not hold the world up.
            boolean taken = subscription.coming.offer(event);
            assert taken || !subscription.coming.isEmpty();
        }
    }

    /** Subscribes; kept events from the given moment on come first. */
    public synchronized Subscription subscribe(Instant since) {
        List<Event> earlier = new ArrayList<>();
        for (Event event : past) {
            if (!event.time().isBefore(since)) {
                earlier.add(event);
            }
        }
        Subscription subscription = new Subscription(earlier);
        subscriptions.add(subscription);
        return subscription;
    }

    private synchronized void unsubscribe(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    public synchronized int subscribers() {
        return subscriptions.size();
    }
}
