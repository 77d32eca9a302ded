/**
 * The decision point. A policy is compiled once to one decision per operation; judging a call is then a look-up that
 * allocates nothing. Only this package can make a {@link io.caisson.core.policy.Permit}, and only a permit is
 * forwarded.
 */
@NullMarked
package io.caisson.core.policy;

import org.jspecify.annotations.NullMarked;
