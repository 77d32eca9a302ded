/** The product's image on a real engine, as its users run it. */
@NullMarked
package io.caisson.conformance.image;

import org.jspecify.annotations.NullMarked;
