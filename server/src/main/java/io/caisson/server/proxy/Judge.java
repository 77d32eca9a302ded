package io.caisson.server.proxy;

import io.caisson.core.policy.Policy;
import io.caisson.core.policy.client.ClientRules;
import org.jspecify.annotations.Nullable;

/**
 * What judges the calls of one listener, in one state of the configuration.
 *
 * @param current the policy; where rules choose, any of theirs, for what is refused before a caller is known
 * @param clients the rules that choose the policy by who is calling, or null
 */
public record Judge(Policy current, @Nullable ClientRules clients) implements PolicySource {}
