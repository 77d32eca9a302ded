/**
 * Why one call is allowed or refused: every rule, every condition, the facts they saw, and the line that changes it.
 */
@NullMarked
package io.caisson.app.tool.explain;

import org.jspecify.annotations.NullMarked;
