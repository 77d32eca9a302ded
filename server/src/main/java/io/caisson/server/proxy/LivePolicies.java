package io.caisson.server.proxy;

import io.caisson.core.policy.Policy;
import io.caisson.core.policy.client.ClientRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies of all listeners, exchanged for others while exchanges go on. One volatile reference to one array is all
 * there is: an exchange takes its policy once, when it begins, and keeps it to its end, and no two listeners are ever
 * of two snapshots.
 */
public final class LivePolicies {
    private volatile Judge[] current;

    /** Begins with one judge for each listener, in the listeners' order. */
    public LivePolicies(List<Judge> byListener) {
        current = byListener.toArray(Judge[]::new);
    }

    /**
     * From now on exchanges that begin are judged by these. There may be more than before, for new listeners.
     *
     * @throws IllegalArgumentException when they are fewer than before
     */
    public void swap(List<Judge> byListener) {
        if (byListener.size() < current.length) {
            throw new IllegalArgumentException(byListener.size() + " policies for " + current.length + " listeners");
        }
        current = byListener.toArray(Judge[]::new);
    }

    /** Where the exchanges of one listener take their policy from. */
    public PolicySource of(int listener) {
        return new OfListener(listener);
    }

    /** A class, because a lambda costs its set-up at the program's start. */
    private final class OfListener implements PolicySource {
        private final int listener;

        OfListener(int listener) {
            this.listener = listener;
        }

        @Override
        public Policy current() {
            return current[listener].current();
        }

        @Override
        public @Nullable ClientRules clients() {
            return current[listener].clients();
        }
    }
}
