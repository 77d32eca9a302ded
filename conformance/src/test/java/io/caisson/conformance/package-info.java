/** Real client programs through the product to a real engine. Each test is one sentence that holds on both engines. */
@NullMarked
package io.caisson.conformance;

import org.jspecify.annotations.NullMarked;
