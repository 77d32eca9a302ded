package io.caisson.server.client;

import io.caisson.core.identity.Principal;
import io.caisson.core.policy.client.Allowance;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The meters of all callers of one listener; asked once a connection, not once a request. */
public final class Meters {
    /** Most callers that are remembered; those who have used nothing lately are forgotten first. */
    private static final int COUNT_MAX = 16_384;

    private final Map<Account, Meter> meters = new HashMap<>();

    private record Account(String caller, Allowance allowance) {}

    /**
     * Counts one more connection of a caller.
     *
     * @return the caller's meter, to be told when the connection ends; or null where there may be no more
     */
    public synchronized @Nullable Meter connect(Principal caller, Allowance allowance) {
        long now = System.nanoTime();
        Account account = new Account(caller.account(), allowance);
        Meter meter = meters.get(account);
        if (meter == null) {
            if (meters.size() >= COUNT_MAX) {
                meters.values().removeIf(each -> each.isIdle(now));
            }
            if (meters.size() >= COUNT_MAX) {
                return null;
            }
            meter = new Meter(allowance, now);
            meters.put(account, meter);
        }
        return meter.connect() ? meter : null;
    }
}
