/** Policies from files in front of a real engine: what is learnt from a client holds for it, and for little else. */
@NullMarked
package io.caisson.conformance.policy;

import org.jspecify.annotations.NullMarked;
