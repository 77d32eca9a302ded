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

    /** The call is refused. */
    final class Deny implements Decision {
        private final Reason reason;
        private final RuleRef rule;
        private final Wording wording;

        Deny(Reason reason, RuleRef rule, Wording wording) {
            this.reason = reason;
            this.rule = rule;
            this.wording = wording;
        }

        /** The stable code. */
        public Reason reason() {
            return reason;
        }

        @Override
        public RuleRef rule() {
            return rule;
        }

        /**
         * What the client reads after {@code caisson: }: the operation and, unless hints are off, the line that would
         * allow it; one line of plain text.
         */
        public String message() {
            return wording.text();
        }
    }
}
