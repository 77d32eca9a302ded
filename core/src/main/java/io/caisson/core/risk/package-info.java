/**
 * The ways in which a set of allowed operations is as good as root on the engine's host: which there are, which of them
 * a policy opens, and the line that closes each. Pure functions; never loaded by a plain {@code serve}.
 */
@NullMarked
package io.caisson.core.risk;

import org.jspecify.annotations.NullMarked;
