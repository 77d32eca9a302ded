/**
 * The audit event, one per exchange, and its renderings: a JSON line for machines, a text line for people, and the rule
 * line that would allow a call. Nothing that a client sends can forge a line.
 */
@NullMarked
package io.caisson.core.audit;

import org.jspecify.annotations.NullMarked;
