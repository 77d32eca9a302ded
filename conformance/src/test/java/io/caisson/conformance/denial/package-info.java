/** What the product refuses, seen from outside: through client programs and on the wire, before a real engine. */
@NullMarked
package io.caisson.conformance.denial;

import org.jspecify.annotations.NullMarked;
