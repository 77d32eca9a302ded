/**
 * Tar archives, read once and strictly while they pass: what readers of archives read in different ways is refused.
 * Nothing here holds an archive; what is not judged yet is at most a few headers.
 */
@NullMarked
package io.caisson.core.tar;

import org.jspecify.annotations.NullMarked;
