/** Audit files read back: one JSON line for each exchange, as they are written to standard output. */
@NullMarked
package io.caisson.app.tool.audit;

import org.jspecify.annotations.NullMarked;
