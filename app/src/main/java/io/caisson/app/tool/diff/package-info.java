/** What a new configuration changes: by operations, and for the calls of the past. */
@NullMarked
package io.caisson.app.tool.diff;

import org.jspecify.annotations.NullMarked;
