/** Scripts that complete words in a shell. */
@NullMarked
package io.caisson.app.tool.completion;

import org.jspecify.annotations.NullMarked;
