package io.caisson.core.policy.client;

import io.caisson.core.identity.Principal;
import io.caisson.core.policy.Policy;
import io.caisson.core.reason.Reason;

/** What the client rules say of a caller. */
public sealed interface Admission {
    /**
     * A policy judges the caller's calls.
     *
     * @param principal the caller, with everything that was looked at
     * @param policy the policy
     * @param allowance what the caller may use
     * @param rule the rule's place in the list, from 0
     */
    record Admitted(Principal principal, Policy policy, Allowance allowance, int rule) implements Admission {}

    /**
     * The caller is refused.
     *
     * @param principal the caller
     * @param reason why
     * @param detail for the operator; empty where the reason says it all
     */
    record Refused(Principal principal, Reason reason, String detail) implements Admission {}
}
