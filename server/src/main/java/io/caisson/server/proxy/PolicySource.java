package io.caisson.server.proxy;

import io.caisson.core.policy.Policy;

/** Where an exchange takes its policy from when it begins; what it then holds does not change under it. */
@FunctionalInterface
public interface PolicySource {
    Policy current();
}
