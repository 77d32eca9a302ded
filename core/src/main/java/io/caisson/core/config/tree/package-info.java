/** A configuration file as a tree of text with positions, whatever language it was written in; nothing is typed yet. */
@NullMarked
package io.caisson.core.config.tree;

import org.jspecify.annotations.NullMarked;
