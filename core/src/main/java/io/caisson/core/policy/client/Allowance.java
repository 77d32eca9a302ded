package io.caisson.core.policy.client;

/**
 * What one caller may use; 0 is no bound.
 *
 * @param requestsPerSecond requests, on average
 * @param burst requests at once, after a pause
 * @param concurrent exchanges that go on at the same time, streams among them
 * @param streams streams that are open at the same time
 * @param uploadPerMinute bytes of request bodies and of raw streams towards the engine, on average
 * @param connections connections that are open at the same time
 */
public record Allowance(
        int requestsPerSecond, int burst, int concurrent, int streams, long uploadPerMinute, int connections) {
    /** No bounds. */
    public static final Allowance UNBOUNDED = new Allowance(0, 0, 0, 0, 0, 0);
}
