/**
 * What a configuration file says: one record per mapping of the file, bound by hand from the tree of text, with every
 * problem collected and placed.
 */
@NullMarked
package io.caisson.core.config.file;

import org.jspecify.annotations.NullMarked;
