/**
 * Conditions in CEL, the Common Expression Language: declared types per operation, compilation with placed problems,
 * and evaluation within bounds. Everything that touches the library is in this package.
 */
@NullMarked
package io.caisson.language.cel;

import org.jspecify.annotations.NullMarked;
