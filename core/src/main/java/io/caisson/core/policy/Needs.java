package io.caisson.core.policy;

/**
 * The facts that must be collected before a call can be judged, beyond what its head says.
 *
 * @param body the request's body
 * @param target the engine's object that the call is about
 */
public record Needs(boolean body, boolean target) {
    /** What the head says is enough. */
    public static final Needs NOTHING = new Needs(false, false);

    /** All that either needs. */
    public Needs and(Needs other) {
        return new Needs(body || other.body, target || other.target);
    }
}
