package io.caisson.core.policy;

/** A test on facts, compiled for one operation. Immutable; shared by all loops. */
public interface Condition {
    /** The condition that always holds. */
    Condition ALWAYS = new Always();

    /** What must be known before it can be tested. */
    Needs needs();

    /** The condition as its author wrote it, on one line. */
    String text();

    /** Tests it; never throws, and takes bounded time. */
    Outcome test(Question question);

    /** What came of a test. */
    sealed interface Outcome {
        /** It holds. */
        record Holds() implements Outcome {}

        /** It does not hold. */
        record Fails() implements Outcome {}

        /** It could not be told; {@code detail} says why, in one line for the operator. */
        record Unknown(String detail) implements Outcome {}

        /** It holds. */
        Outcome HOLDS = new Holds();

        /** It does not hold. */
        Outcome FAILS = new Fails();
    }

    /** The condition that always holds. */
    final class Always implements Condition {
        private Always() {}

        @Override
        public Needs needs() {
            return Needs.NOTHING;
        }

        @Override
        public String text() {
            return "";
        }

        @Override
        public Outcome test(Question question) {
            return Outcome.HOLDS;
        }
    }
}
