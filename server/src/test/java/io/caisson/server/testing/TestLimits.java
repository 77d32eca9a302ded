package io.caisson.server.testing;

import io.caisson.core.http.Limits;
import java.time.Duration;

/** Limits for tests: the defaults with waits short enough, and whatever a test sets to something else. */
public final class TestLimits {
    private static final Limits DEFAULTS = Limits.DEFAULTS;

    public long bodyBytesMax = DEFAULTS.bodyBytesMax();
    public int connectionsMax = DEFAULTS.connectionsMax();
    public int pipelinedBytesMax = DEFAULTS.pipelinedBytesMax();
    public long parkedBytesMax = DEFAULTS.parkedBytesMax();
    public long drainBytesMax = DEFAULTS.drainBytesMax();
    public Duration headWait = Duration.ofSeconds(2);
    public Duration idleWait = DEFAULTS.idleWait();
    public Duration engineIdleWait = DEFAULTS.engineIdleWait();
    public Duration connectWait = Duration.ofSeconds(4);
    public Duration engineWait = Duration.ofSeconds(8);
    public Duration lingerWait = DEFAULTS.lingerWait();
    public Duration abandonedWait = Duration.ofSeconds(1);
    public Duration halfClosedWait = DEFAULTS.halfClosedWait();
    public Duration pauseWait = Duration.ofSeconds(1);
    public Duration stopWait = Duration.ofSeconds(3);
    public int inspectedBytesMax = DEFAULTS.inspectedBytesMax();
    public int lookupBytesMax = DEFAULTS.lookupBytesMax();
    public Duration inspectionWait = Duration.ofSeconds(2);

    public Limits build() {
        return new Limits(
                DEFAULTS.headBytesMax(),
                DEFAULTS.headersMax(),
                DEFAULTS.targetBytesMax(),
                DEFAULTS.responseHeadBytesMax(),
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
                inspectedBytesMax,
                lookupBytesMax,
                inspectionWait);
    }
}
