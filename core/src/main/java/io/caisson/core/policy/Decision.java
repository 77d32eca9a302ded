package io.caisson.core.policy;

import io.caisson.core.reason.Reason;

/** Allow or deny. Decisions are made when a policy is compiled, one per operation, and shared by all calls. */
public sealed interface Decision {
    /** What in the policy decided. */
    RuleRef rule();

    /** The call may be forwarded. */
    record Allow(Permit permit) implements Decision {
        @Override
        public RuleRef rule() {
            return permit.rule();
        }
    }

    /**
     * The call is refused.
     *
     * @param reason stable code
     * @param message what the client reads after {@code caisson: }: operation, reason and, unless hints are off, the
     *     line that would allow it; one line of plain text
     */
    record Deny(Reason reason, RuleRef rule, String message) implements Decision {}
}
