package io.caisson.server.telemetry;

import java.util.concurrent.atomic.AtomicLongArray;

/** The arrays of a loop's counters. */
enum Cells {
    REQUESTS,
    WOULD_DENY,
    REASONS,
    STATUSES,
    CALL_DURATIONS,
    STREAM_DURATIONS,
    SINGLES;

    AtomicLongArray of(LoopCounters loop) {
        return switch (this) {
            case REQUESTS -> loop.requests;
            case WOULD_DENY -> loop.wouldDeny;
            case REASONS -> loop.reasons;
            case STATUSES -> loop.statuses;
            case CALL_DURATIONS -> loop.callDurations;
            case STREAM_DURATIONS -> loop.streamDurations;
            case SINGLES -> loop.singles;
        };
    }
}
