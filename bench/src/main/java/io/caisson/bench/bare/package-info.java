/** The data path alone, with nothing recorded: what records and settings cost shows against it. */
@NullMarked
package io.caisson.bench.bare;

import org.jspecify.annotations.NullMarked;
