/** The audit event, one per exchange, and its single rendering. */
@NullMarked
package io.caisson.core.audit;

import org.jspecify.annotations.NullMarked;
