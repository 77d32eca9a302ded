package io.caisson.core.http;

import java.time.Duration;

/**
 * Every bound of the data path in one place. A value of {@link Duration#ZERO} is not a bound but an error.
 *
 * @param headBytesMax largest request head, request line included
 * @param headersMax most header fields of one head
 * @param targetBytesMax longest request target
 * @param responseHeadBytesMax largest head of an engine's response
 * @param bodyBytesMax largest request body, or {@link Long#MAX_VALUE} for no bound
 * @param connectionsMax most client connections of the process
 * @param pipelinedBytesMax most bytes of later requests held while one is answered; then the client is not read
 * @param parkedBytesMax most bytes of the whole process that wait for slow peers: output not taken, input that came too
 *     early, heads that are not whole; each loop has its share, and who has held most for longest is cut when it is
 *     full
 * @param headWait longest time from a head's first byte to its last
 * @param idleWait longest time a client's connection may rest between requests
 * @param engineIdleWait longest time an engine connection is kept for a client's next request
 * @param connectWait longest time for the engine to accept a connection
 * @param engineWait longest time for the head of an answer, for operations that neither stream nor wait
 * @param drainBytesMax most bytes of a refused body that are read to keep the connection
 * @param lingerWait longest time an answered connection is drained before it is closed
 * @param abandonedWait longest silence of the engine after the client has closed its side
 * @param halfClosedWait longest silence of a client after the engine has ended its side of a raw stream
 * @param pauseWait longest time that a client's leaving goes unnoticed while it is not read because the engine is
 *     slower
 * @param stopWait longest time that streams go on after the order to stop
 * @param inspectedBytesMax largest request body that is read whole because a condition looks at it; what is held of it
 *     counts with {@code parkedBytesMax}
 * @param lookupBytesMax largest description of an object that is taken from the engine because a condition looks at it
 * @param inspectionWait longest time for such a body to arrive, and for the engine to answer each look-up
 */
public record Limits(
        int headBytesMax,
        int headersMax,
        int targetBytesMax,
        int responseHeadBytesMax,
        long bodyBytesMax,
        int connectionsMax,
        int pipelinedBytesMax,
        long parkedBytesMax,
        Duration headWait,
        Duration idleWait,
        Duration engineIdleWait,
        Duration connectWait,
        Duration engineWait,
        long drainBytesMax,
        Duration lingerWait,
        Duration abandonedWait,
        Duration halfClosedWait,
        Duration pauseWait,
        Duration stopWait,
        int inspectedBytesMax,
        int lookupBytesMax,
        Duration inspectionWait) {

    /** What an open stream costs with its engine's side, rounded up; measured by the test of 5,000 event streams. */
    private static final int CONNECTION_BYTES = 2_560;
    /** What the program needs for itself. */
    private static final long PROGRAM_BYTES = 6 << 20;
    /** The part of the heap that slow peers may fill. */
    private static final int PARKED_PART = 5;

    /** The bounds that hold when nothing else is said. */
    public static final Limits DEFAULTS = new Limits(
            32 << 10,
            128,
            16 << 10,
            64 << 10,
            Long.MAX_VALUE,
            16_384,
            64 << 10,
            8 << 20,
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            1 << 20,
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            1 << 20,
            1 << 20,
            Duration.ofSeconds(30));

    /** The same bounds but for those that users set. */
    public Limits with(long newBodyBytesMax, int newConnectionsMax, Duration newStopWait) {
        return new Limits(
                headBytesMax,
                headersMax,
                targetBytesMax,
                responseHeadBytesMax,
                newBodyBytesMax,
                newConnectionsMax,
                pipelinedBytesMax,
                parkedBytesMax,
                headWait,
                idleWait,
                engineIdleWait,
                connectWait,
                engineWait,
                drainBytesMax,
                lingerWait,
                abandonedWait,
                halfClosedWait,
                pauseWait,
                newStopWait,
                inspectedBytesMax,
                lookupBytesMax,
                inspectionWait);
    }

    /** The same bounds with another for bodies that are judged. */
    public Limits withInspected(int newInspectedBytesMax) {
        return new Limits(
                headBytesMax,
                headersMax,
                targetBytesMax,
                responseHeadBytesMax,
                bodyBytesMax,
                connectionsMax,
                pipelinedBytesMax,
                parkedBytesMax,
                headWait,
                idleWait,
                engineIdleWait,
                connectWait,
                engineWait,
                drainBytesMax,
                lingerWait,
                abandonedWait,
                halfClosedWait,
                pauseWait,
                stopWait,
                newInspectedBytesMax,
                lookupBytesMax,
                inspectionWait);
    }

    /** The same bounds, with as many connections and parked bytes less as it takes for both to fit a heap together. */
    public Limits within(long heapBytes) {
        long parked = Math.min(parkedBytesMax, heapBytes / PARKED_PART);
        long room = Math.max(heapBytes - PROGRAM_BYTES - parked, CONNECTION_BYTES) / CONNECTION_BYTES;
        return new Limits(
                headBytesMax,
                headersMax,
                targetBytesMax,
                responseHeadBytesMax,
                bodyBytesMax,
                (int) Math.min(connectionsMax, room),
                pipelinedBytesMax,
                parked,
                headWait,
                idleWait,
                engineIdleWait,
                connectWait,
                engineWait,
                drainBytesMax,
                lingerWait,
                abandonedWait,
                halfClosedWait,
                pauseWait,
                stopWait,
                inspectedBytesMax,
                lookupBytesMax,
                inspectionWait);
    }
}
