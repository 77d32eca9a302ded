/**
 * A run that exercises the data path for a few seconds, so that the virtual machine can keep what it learnt in a
 * start-up cache: an engine that answers at once, a client that asks for everything there is, and the product between
 * them.
 */
@NullMarked
package io.caisson.app.training;

import org.jspecify.annotations.NullMarked;
