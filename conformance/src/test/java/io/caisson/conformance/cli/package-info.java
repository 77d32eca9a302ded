/** The docker command line through the product: what a person or a script does in a terminal. */
@NullMarked
package io.caisson.conformance.cli;

import org.jspecify.annotations.NullMarked;
