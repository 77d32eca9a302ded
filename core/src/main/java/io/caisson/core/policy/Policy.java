package io.caisson.core.policy;

import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A compiled policy: one decision per operation. Immutable; shared by all loops.
 */
public final class Policy {
    private final String name;
    private final Voice voice;
    private final Decision[] decisions;

    private Policy(String name, Voice voice, Decision[] decisions) {
        this.name = name;
        this.voice = voice;
        this.decisions = decisions;
    }

    /** What the author of a policy says of one operation. */
    public sealed interface Verdict {
        /** Allowed by {@code rule}. */
        record Allowed(String rule) implements Verdict {}

        /** Refused; {@code hint} names the line that would allow it, or is empty. Asked for when a client is told. */
        record Refused(String rule, Supplier<String> hint) implements Verdict {
            /** With a hint that is known already. */
            public Refused(String rule, String hint) {
                this(rule, () -> hint);
            }
        }
    }

    /** Compiles a policy by asking for a verdict on every operation of the catalogue. */
    public static Policy compile(String name, boolean hints, Function<Operation, Verdict> verdicts) {
        return compile(name, Voice.CAISSON, hints, verdicts);
    }

    /** The same, with refusals in another voice. */
    public static Policy compile(String name, Voice voice, boolean hints, Function<Operation, Verdict> verdicts) {
        List<Operation> operations = Operation.all();
        Decision[] decisions = new Decision[operations.size()];
        for (Operation operation : operations) {
            decisions[operation.ordinal()] = decision(name, hints, operation, verdicts.apply(operation));
        }
        return new Policy(name, voice, decisions);
    }

    public String name() {
        return name;
    }

    /** How this policy's refusals are worded. */
    public Voice voice() {
        return voice;
    }

    /** Judges an operation: a look-up that allocates nothing. */
    public Decision decide(Operation operation) {
        return decisions[operation.ordinal()];
    }

    private static Decision decision(String name, boolean hints, Operation operation, Verdict verdict) {
        // Not a switch: the run-time support of switches over types would cost the start of the program 10 ms.
        if (verdict instanceof Verdict.Allowed allowed) {
            return new Decision.Allow(new Permit(operation, new RuleRef(name, allowed.rule())));
        }
        Verdict.Refused refused = (Verdict.Refused) verdict;
        return new Decision.Deny(
                Reason.OPERATION_DENIED,
                new RuleRef(name, refused.rule()),
                new Wording(operation, hints, refused.hint()));
    }
}
