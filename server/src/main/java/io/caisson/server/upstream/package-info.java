/** The engine's side: where it is, how it is reached, and whether it was. */
@NullMarked
package io.caisson.server.upstream;

import org.jspecify.annotations.NullMarked;
