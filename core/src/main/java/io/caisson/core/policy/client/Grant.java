package io.caisson.core.policy.client;

import io.caisson.core.policy.Policy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which policy a client rule gives. */
public sealed interface Grant {
    /** Always the same. */
    record Fixed(Policy policy) implements Grant {}

    /**
     * The one that a label of the caller's container names, of those that the operator named.
     *
     * @param label the label's key
     * @param among the policies that it may name, by name
     */
    record ByLabel(String label, Map<String, Policy> among) implements Grant {
        public ByLabel {
            among = Collections.unmodifiableMap(new LinkedHashMap<>(among));
        }
    }
}
