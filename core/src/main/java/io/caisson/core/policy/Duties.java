package io.caisson.core.policy;

import io.caisson.core.docker.Operation;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What has to be done before a call that the rules allow is passed on. It only ever narrows: what the rules refuse
 * stays refused.
 *
 * @param ask operations for which somebody must say yes
 * @param consult names of those who must agree to every call, in the order in which they are asked
 */
public record Duties(Set<Operation> ask, List<String> consult) {
    /** Nothing has to be done. */
    public static final Duties NONE = new Duties(Set.of(), List.of());

    public Duties {
        Set<Operation> copy = EnumSet.noneOf(Operation.class);
        copy.addAll(ask);
        ask = Collections.unmodifiableSet(copy);
        consult = List.copyOf(new LinkedHashSet<>(consult));
    }

    /** Whether anything has to be done before a call of an operation. */
    public boolean concern(Operation operation) {
        return !consult.isEmpty() || ask.contains(operation);
    }
}
