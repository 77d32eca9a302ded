/** The steps of one request, each by itself: nanoseconds and bytes allocated per operation. */
@NullMarked
package io.caisson.bench.jmh;

import org.jspecify.annotations.NullMarked;
