/** Compressed archives made plain, each on a thread of its own, within bounds of memory and growth. */
@NullMarked
package io.caisson.server.unpack;

import org.jspecify.annotations.NullMarked;
