/** What a person must know of a policy that holds together: the ways to root that it opens. */
@NullMarked
package io.caisson.app.tool.check;

import org.jspecify.annotations.NullMarked;
