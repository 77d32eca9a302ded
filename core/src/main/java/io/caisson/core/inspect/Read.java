package io.caisson.core.inspect;

import io.caisson.core.reason.Reason;

/** What came of reading something from outside: a value, or why it is refused. */
public sealed interface Read<T> {
    /** It was read. */
    record Value<T>(T value) implements Read<T> {}

    /**
     * It is refused.
     *
     * @param reason the stable code
     * @param detail what was found where, for the record; never for the client
     */
    record Refused<T>(Reason reason, String detail) implements Read<T> {
        /** The same refusal of something else. */
        public <U> Refused<U> as() {
            return new Refused<>(reason, detail);
        }
    }
}
