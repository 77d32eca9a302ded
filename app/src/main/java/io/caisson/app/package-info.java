/** Main, the commands, and the wiring of every object by hand, in order. */
@NullMarked
package io.caisson.app;

import org.jspecify.annotations.NullMarked;
