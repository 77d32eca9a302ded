/** Who is calling: what is known of the other end of a connection before its first byte is read. */
@NullMarked
package io.caisson.core.identity;

import org.jspecify.annotations.NullMarked;
