package io.caisson.server.telemetry;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Streaming;
import io.caisson.core.reason.Reason;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one loop has counted. Only the loop writes, so adding is a plain read and an opaque write: no lock, no fence, no
 * allocation. Whoever scrapes reads a value that is at most a moment old.
 */
final class LoopCounters {
    /** Upper bounds of the buckets for calls, in nanoseconds; one more bucket has no bound. */
    static final long[] CALL_BOUNDS = {
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        25_000_000,
        50_000_000,
        100_000_000,
        250_000_000,
        500_000_000,
        1_000_000_000,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L
    };

    /** Upper bounds of the buckets for streams, in nanoseconds; one more bucket has no bound. */
    static final long[] STREAM_BOUNDS = {
        100_000_000,
        1_000_000_000,
        10_000_000_000L,
        60_000_000_000L,
        600_000_000_000L,
        3_600_000_000_000L,
        21_600_000_000_000L,
        86_400_000_000_000L
    };

    /** Stands for the operation of a request that is none. */
    static final int NO_OPERATION = Operation.all().size();

    /** Stands for the access class of a request that is no operation. */
    static final int NO_ACCESS = Access.values().length;

    static final int UP = 0;
    static final int DOWN = 1;
    static final int CONNECTIONS = 2;
    static final int STREAMS = 3;
    static final int ENGINE_REACHED = 4;
    static final int ENGINE_MISSED = 5;

    /** Two per operation: denied, allowed. */
    final AtomicLongArray requests = new AtomicLongArray(2 * (NO_OPERATION + 1));

    /** By operation: those that a policy in shadow would have refused. */
    final AtomicLongArray wouldDeny = new AtomicLongArray(NO_OPERATION + 1);

    final AtomicLongArray reasons = new AtomicLongArray(Reason.values().length);

    /** By the first digit of the status, 0 where the client got no answer. */
    final AtomicLongArray statuses = new AtomicLongArray(6);

    /** By access class: the buckets, then the sum in nanoseconds. */
    final AtomicLongArray callDurations = new AtomicLongArray((NO_ACCESS + 1) * (CALL_BOUNDS.length + 2));

    /** The buckets, then the sum in nanoseconds. */
    final AtomicLongArray streamDurations = new AtomicLongArray(STREAM_BOUNDS.length + 2);

    final AtomicLongArray singles = new AtomicLongArray(ENGINE_MISSED + 1);

    void add(int single, long count) {
        add(singles, single, count);
    }

    void exchangeEnded(AuditEvent event) {
        Operation operation = event.operation;
        int index = operation == null ? NO_OPERATION : operation.ordinal();
        add(requests, 2 * index + (event.allowed ? 1 : 0), 1);
        if (event.wouldDeny != null) {
            add(wouldDeny, index, 1);
        }
        Reason reason = event.reason;
        if (reason != null) {
            add(reasons, reason.ordinal(), 1);
        }
        add(statuses, Math.min(event.status / 100, 5), 1);
        add(singles, UP, event.bytesUp);
        add(singles, DOWN, event.bytesDown);
        if (event.allowed && operation != null && operation.streaming() != Streaming.NONE) {
            duration(streamDurations, 0, STREAM_BOUNDS, event.durationNanos);
        } else {
            int access = operation == null ? NO_ACCESS : operation.access().ordinal();
            duration(callDurations, access * (CALL_BOUNDS.length + 2), CALL_BOUNDS, event.durationNanos);
        }
    }

    private static void duration(AtomicLongArray cells, int base, long[] bounds, long nanos) {
        int bucket = 0;
        while (bucket < bounds.length && nanos > bounds[bucket]) {
            bucket++;
        }
        add(cells, base + bucket, 1);
        add(cells, base + bounds.length + 1, nanos);
    }

    private static void add(AtomicLongArray cells, int index, long count) {
        cells.setOpaque(index, cells.getPlain(index) + count);
    }
}
