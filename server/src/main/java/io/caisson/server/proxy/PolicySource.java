package io.caisson.server.proxy;

import io.caisson.core.policy.Policy;
import io.caisson.core.policy.client.ClientRules;
import org.jspecify.annotations.Nullable;

/** Where an exchange takes its policy from when it begins; what it then holds does not change under it. */
@FunctionalInterface
public interface PolicySource {
    Policy current();

    /** The rules that choose the policy by who is calling, or null where the same one judges all calls. */
    default @Nullable ClientRules clients() {
        return null;
    }
}
