/**
 * What a request says beyond its path, read once and strictly: query, header fields and JSON body as typed facts, and
 * the engine's object that a call is about. Where a value could be read in two ways it is refused, with a reason.
 */
@NullMarked
package io.caisson.core.inspect;

import org.jspecify.annotations.NullMarked;
