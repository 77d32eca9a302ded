/**
 * The Engine API as data: every operation that an engine serves, and the one way from a request head to an operation
 * with its arguments. What does not resolve here does not reach the engine, and what reaches the engine is written from
 * what was resolved here.
 */
@NullMarked
package io.caisson.core.docker;

import org.jspecify.annotations.NullMarked;
