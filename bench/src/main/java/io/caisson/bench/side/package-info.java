/**
 * The side-by-side run: whole processes, this product beside HAProxy and nginx, under the same load on the same core.
 * The load and the engine are the programs of {@code bench/native}; this package starts, asks, counts, and judges.
 */
@NullMarked
package io.caisson.bench.side;

import org.jspecify.annotations.NullMarked;
