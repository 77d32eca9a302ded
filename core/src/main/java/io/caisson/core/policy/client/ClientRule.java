package io.caisson.core.policy.client;

import io.caisson.core.identity.Selector;

/**
 * One client rule.
 *
 * @param selector whom it speaks of
 * @param grant what judges their calls
 * @param allowance what each of them may use
 */
public record ClientRule(Selector selector, Grant grant, Allowance allowance) {}
