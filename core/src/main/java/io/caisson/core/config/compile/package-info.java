/**
 * From the policies of a file to compiled policies: names resolved, composition flattened, what cannot hold refused.
 */
@NullMarked
package io.caisson.core.config.compile;

import org.jspecify.annotations.NullMarked;
