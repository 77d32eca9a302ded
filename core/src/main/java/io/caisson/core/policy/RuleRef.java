package io.caisson.core.policy;

/**
 * What in a policy decided.
 *
 * @param policy name of the policy, for example {@code environment}
 * @param rule the deciding line as the user wrote it, for example {@code CONTAINERS=1}, or {@code default} where no
 *     line did
 */
public record RuleRef(String policy, String rule) {}
