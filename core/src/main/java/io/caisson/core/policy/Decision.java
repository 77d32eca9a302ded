package io.caisson.core.policy;

import io.caisson.core.reason.Reason;
import io.caisson.core.workload.EngineObject;

/**
 * Allow or deny, or that the operation alone does not tell. Those of an operation are made when a policy is compiled
 * and shared by all calls.
 */
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
        private final String detail;

        Deny(Reason reason, RuleRef rule, Wording wording) {
            this(reason, rule, wording, "");
        }

        Deny(Reason reason, RuleRef rule, Wording wording, String detail) {
            this.reason = reason;
            this.rule = rule;
            this.wording = wording;
            this.detail = detail;
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

        /** For the record and never for the client: why a condition could not be told; empty where none failed. */
        public String detail() {
            return detail;
        }
    }

    /**
     * It depends on what an object of the engine's is: whoever judges asks for it and then asks again. It is only ever
     * the answer to a question with facts.
     */
    record Asks(EngineObject object, RuleRef rule) implements Decision {}

    /**
     * Facts decide: whoever judges collects what is needed and asks again with them. It is never the answer to a
     * question with facts.
     */
    record Conditional(Needs needs, RuleRef rule) implements Decision {}
}
