package io.caisson.core.risk;

import java.util.List;

/**
 * One way of a risk: what conditions must look at to close it, and calls that try it.
 *
 * @param id kebab-case, unique among all ways and risks; written in {@code accepts}
 * @param why what the client gains, for a person: lower case, no full stop
 * @param watches names of facts, as in conditions, of which a condition that closes the way must look at every one;
 *     alternatives for one are separated by a bar
 * @param attempts calls that go this way
 * @param guard a condition that closes it
 */
public record Way(String id, String why, List<String> watches, List<Attempt> attempts, String guard) {
    public Way {
        watches = List.copyOf(watches);
        attempts = List.copyOf(attempts);
    }

    /**
     * Whether it is about objects that nobody has named: a condition on the object then closes it for all others, and
     * whether one of those that it names leads to root is for people to know.
     */
    public boolean isAnyObject() {
        return watches.stream().anyMatch(watch -> watch.startsWith("target."));
    }

    /** Whether the text of a condition looks at everything that matters here. */
    boolean isWatchedBy(String condition) {
        for (String watch : watches) {
            boolean seen = false;
            for (String name : watch.split("\\|", -1)) {
                seen |= condition.contains(name);
            }
            if (!seen) {
                return false;
            }
        }
        return true;
    }
}
