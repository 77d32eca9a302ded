/**
 * From a caller to the policy that judges its calls: the client rules of a listener, of which the first that fits
 * decides. A caller whom no rule fits is refused, and so is one of whom a rule cannot be told.
 */
@NullMarked
package io.caisson.core.policy.client;

import org.jspecify.annotations.NullMarked;
