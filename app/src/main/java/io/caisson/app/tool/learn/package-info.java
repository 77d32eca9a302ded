/**
 * From what clients did to the smallest policy that allows it: what was seen is recorded and merged over runs, what
 * never varied becomes a condition, and the proposal is rehearsed with everything that was recorded.
 */
@NullMarked
package io.caisson.app.tool.learn;

import org.jspecify.annotations.NullMarked;
