package io.caisson.app.tool.request;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Question;
import io.caisson.core.reason.Reason;
import java.util.Optional;

/** What became of reading a request. */
public sealed interface Asked {
    /** A call that a policy can judge. */
    record Call(Question question, String canonicalTarget) implements Asked {}

    /**
     * Refused before any policy is asked, or because a policy asks for what cannot be read.
     *
     * @param operation where it was resolved
     * @param detail what was found, or empty
     * @param always whether it is refused under every policy, and not only where a condition needs the fact
     */
    record Unreadable(Reason reason, Optional<Operation> operation, String detail, boolean always) implements Asked {}
}
