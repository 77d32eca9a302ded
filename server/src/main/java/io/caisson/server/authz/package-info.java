/**
 * The engine's authorization plugins: as one of them, asked by an engine what it may do, with the same policies as a
 * listener's; and, the other way round, asking others before a call is passed on.
 */
@NullMarked
package io.caisson.server.authz;

import org.jspecify.annotations.NullMarked;
